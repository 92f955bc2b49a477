package org.lgsc.core.internal.face;

import java.util.Locale;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.HaarFaceDetector;
import org.lgsc.core.face.WholeImageDetector;
import org.lgsc.core.face.YuNetFaceDetector;

/** Detectors by what a model or a prepared data set says of them. */
public final class FaceDetectors {
    private FaceDetectors() {}

    /**
     * The detector that a model's geometry names; the cascade where it names none that is known.
     *
     * @return to be closed
     * @throws LgscException when it needs a file that is not given
     */
    public static FaceDetector open(DetectorId id) {
        return switch (id.name()) {
            case "haar", "unknown" -> new HaarFaceDetector();
            case "none" -> new WholeImageDetector();
            case "yunet" -> yunet(id);
            default ->
                    throw new LgscException(
                            String.format(
                                    Locale.ROOT,
                                    "The model was trained on faces found by %s; give that detector.",
                                    id));
        };
    }

    private static FaceDetector yunet(DetectorId id) {
        FaceDetector fetched = YuNetFaceDetector.published();
        if (id.sha256().isEmpty() || id.equals(DetectorId.of(fetched))) {
            return fetched;
        }
        fetched.close();
        throw new LgscException(
                String.format(
                                Locale.ROOT,
                                "The model was trained on faces found by YuNet with the file whose SHA-256 is %s;",
                                id.sha256())
                        + " give that file.");
    }
}
