package org.lgsc.data.cache;

import java.util.List;
import java.util.Optional;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.annotation.FaceTrack;

/**
 * Where the face of a frame is: as the data set says, else as the detector finds.
 *
 * @param detector finds faces where there is no annotation
 * @param name of the detector, for the manifest
 */
record FaceLocator(FaceDetector detector, String name) {
    /**
     * A face.
     *
     * @param source "annotation" or the detector's name
     */
    record Located(FaceBox box, String source) {}

    Optional<Located> locate(FaceTrack track, int frame, RgbImage image) {
        Optional<FaceBox> annotated = track.at(Math.max(0, frame), image.width(), image.height());
        if (annotated.isPresent()) {
            return Optional.of(new Located(annotated.get(), "annotation"));
        }
        List<FaceBox> found = detector.detect(image);
        return found.isEmpty() ? Optional.empty() : Optional.of(new Located(found.get(0), name));
    }
}
