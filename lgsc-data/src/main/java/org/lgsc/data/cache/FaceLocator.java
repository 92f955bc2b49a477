package org.lgsc.data.cache;

import java.util.Optional;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.face.FaceFinder;
import org.lgsc.core.internal.face.FaceFinding;
import org.lgsc.data.protocol.FaceTrack;

/**
 * Locates the face of a frame: by the data set's annotation, else by the detector.
 *
 * @param finder finds faces where there is no annotation
 * @param name of the detector, for the manifest
 */
record FaceLocator(FaceFinder finder, String name) {
    /** A box and its source: "annotation" or the detector's name. */
    record Located(FaceBox box, String source) {}

    /** Whether a frame has an annotation that cannot be of this picture. */
    static boolean isElsewhere(FaceTrack track, int frame, RgbImage image) {
        return track.names(Math.max(0, frame)) && annotated(track, frame, image).isEmpty();
    }

    private static Optional<FaceBox> annotated(FaceTrack track, int frame, RgbImage image) {
        return track.at(Math.max(0, frame), image.width(), image.height());
    }

    /**
     * @throws LgscException when there is no usable face, with the reason
     */
    Located locate(FaceTrack track, int frame, RgbImage image) {
        Optional<FaceBox> annotated = annotated(track, frame, image);
        if (annotated.isPresent()) {
            return new Located(annotated.get(), "annotation");
        }
        FaceFinding finding = finder.find(image);
        if (finding instanceof FaceFinding.Refused refused) {
            throw new LgscException(LgscException.Kind.INPUT, refused.reason().sentence());
        }
        return new Located(((FaceFinding.Found) finding).face(), name);
    }
}
