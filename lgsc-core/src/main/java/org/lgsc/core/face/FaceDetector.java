package org.lgsc.core.face;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lgsc.core.image.RgbImage;

/**
 * Finds faces. Implementations are safe to use from several threads until they are closed.
 *
 * <p>A confidence is a number from 0 to 1 that grows with the evidence for a face. It is no
 * probability, and those of two detectors do not compare; each has a {@link #minimumConfidence} of
 * its own, below which a box is a guess. Guesses are among the answers of {@link #detect}; {@link
 * FaceFinder} does not judge them.
 */
public interface FaceDetector extends AutoCloseable {
    /** The order of {@link #detect}: largest first, then by confidence and place. */
    Comparator<FaceBox> LARGEST_FIRST =
            Comparator.comparingLong(FaceBox::area)
                    .thenComparingDouble(FaceBox::confidence)
                    .reversed()
                    .thenComparingInt(FaceBox::x)
                    .thenComparingInt(FaceBox::y);

    /**
     * The faces of a picture.
     *
     * @return largest first, in the picture's own pixels; empty when there is none
     */
    List<FaceBox> detect(RgbImage image);

    /**
     * The faces of a picture that may matter beside its surest one: as {@link #detect(RgbImage)},
     * but where the surest face stands the {@link #secondLook}, smaller ones whose side is less
     * than a share of its side may be missing. That may take less time.
     *
     * @param share 0 (none may be missing) to 1
     * @return largest first
     */
    default List<FaceBox> detect(RgbImage image, double share) {
        return detect(image);
    }

    /** Lower-case letters, digits and hyphens; stands in model files and caches. */
    default String name() {
        return "custom";
    }

    /** SHA-256 of the file that it works by, lower-case hexadecimal; empty without one. */
    default Optional<String> sha256() {
        return Optional.empty();
    }

    /** Least confidence of a face that is worth judging, 0 to 1. */
    default double minimumConfidence() {
        return 0;
    }

    /**
     * A second look at one box, by other means than those that found it.
     *
     * @param image the picture
     * @param face one of its {@link #detect}ed boxes
     * @return why the box shows no upright face after all; empty when nothing speaks against it, or
     *     when the detector has no second means
     */
    default Optional<FaceRefusal> secondLook(RgbImage image, FaceBox face) {
        return Optional.empty();
    }

    /** Frees native memory; detecting afterwards is an error. */
    @Override
    default void close() {}
}
