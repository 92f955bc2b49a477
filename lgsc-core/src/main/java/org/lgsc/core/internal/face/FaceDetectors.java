package org.lgsc.core.internal.face;

import org.lgsc.core.LgscException;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.HaarFaceDetector;
import org.lgsc.core.face.WholeImageDetector;
import org.lgsc.core.face.YuNetFaceDetector;

/** Opens the detector that a model or a prepared data set records. */
public final class FaceDetectors {
    private FaceDetectors() {}

    /**
     * Opens the detector that a model's geometry names; OpenCV's cascade when the detector was not
     * recorded.
     *
     * @return detector, which the caller closes
     * @throws LgscException when it is not a detector of this library, or its file is missing or
     *     another one
     */
    public static FaceDetector open(DetectorId id) {
        return switch (id.name()) {
            case "haar", "unknown" -> new HaarFaceDetector();
            case "none" -> new WholeImageDetector();
            case "yunet" -> yunet(id);
            default ->
                    throw LgscException.of(
                            "The model was trained on faces found by %s; pass that detector.", id);
        };
    }

    private static FaceDetector yunet(DetectorId id) {
        FaceDetector fetched = YuNetFaceDetector.published();
        if (id.sha256().isEmpty() || id.equals(DetectorId.of(fetched))) {
            return fetched;
        }
        fetched.close();
        throw LgscException.of(
                "The model was trained on faces found by YuNet with the file whose"
                        + " SHA-256 is %s; pass that file.",
                id.sha256());
    }
}
