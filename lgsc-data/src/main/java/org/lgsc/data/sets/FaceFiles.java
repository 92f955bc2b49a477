package org.lgsc.data.sets;

import org.lgsc.data.internal.protocol.SetFolder;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.Presentation;

/**
 * Where the faces of the user's own files are: {@code NAME.face} beside {@code NAME.jpg} or {@code
 * NAME.mov}, a line {@code frame x y width height} in pixels for each frame, which is 0 for a
 * picture. Without the file the detector finds the face.
 */
final class FaceFiles {
    private FaceFiles() {}

    static FaceTrack beside(Presentation presentation) {
        return FaceFormat.FRAME_BOX.read(
                presentation.file().resolveSibling(SetFolder.stem(presentation.file()) + ".face"),
                presentation.id());
    }
}
