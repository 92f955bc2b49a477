package org.lgsc.data.sets;

import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.Presentation;

/**
 * Face boxes of the user's own files: {@code NAME.face} next to {@code NAME.jpg} or {@code
 * NAME.mov}, with a line {@code frame x y width height} in pixels per frame; a picture is frame 0.
 * Without the file the detector finds the face.
 */
final class FaceFiles {
    private FaceFiles() {}

    static FaceTrack beside(Presentation presentation) {
        return FaceFormat.FRAME_BOX.read(
                presentation.file().resolveSibling(FileNames.stem(presentation.file()) + ".face"),
                presentation.id());
    }
}
