package org.lgsc.core.face;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lgsc.core.image.RgbImage;

/**
 * Finds faces. Implementations are safe to use from several threads until they are closed.
 *
 * <p>A confidence is a number from 0 to 1 that grows with the evidence for a face. It is not a
 * probability, and confidences of different detectors cannot be compared. Each detector has its own
 * {@link #minimumConfidence}; a box below it is a guess. {@link #detect} returns guesses as well; a
 * check does not judge them.
 */
public interface FaceDetector extends AutoCloseable {
    /** Order of {@link #detect}: largest first, then by confidence and place. */
    Comparator<FaceBox> LARGEST_FIRST =
            Comparator.comparingLong(FaceBox::area)
                    .thenComparingDouble(FaceBox::confidence)
                    .reversed()
                    .thenComparingInt(FaceBox::x)
                    .thenComparingInt(FaceBox::y);

    /**
     * Finds the faces of a picture.
     *
     * @return faces, largest first, in the picture's own pixels; empty when there is none
     */
    List<FaceBox> detect(RgbImage image);

    /**
     * Finds the faces of a picture that matter next to the most confident one. It works like {@link
     * #detect(RgbImage)}, but when the most confident face passes the {@link #secondLook}, faces
     * whose side is less than a share of its side may be missing. That may take less time.
     *
     * @param share 0 (no face may be missing) to 1
     * @return faces, largest first
     */
    default List<FaceBox> detect(RgbImage image, double share) {
        return detect(image);
    }

    /** Name in model files and caches: lower-case letters, digits and hyphens. */
    default String name() {
        return "custom";
    }

    /** SHA-256 of the detector's file in lower-case hexadecimal digits; empty without a file. */
    default Optional<String> sha256() {
        return Optional.empty();
    }

    /** Smallest confidence of a face that is judged, 0 to 1. */
    default double minimumConfidence() {
        return 0;
    }

    /**
     * Checks one box again, by other means than those that found it.
     *
     * @param image the picture
     * @param face one of its {@link #detect}ed boxes
     * @return why the box does not show an upright face; empty when the check passes or the
     *     detector has no second check
     */
    default Optional<FaceRefusal> secondLook(RgbImage image, FaceBox face) {
        return Optional.empty();
    }

    /** Frees native memory; the detector must not be used afterwards. */
    @Override
    default void close() {}
}
