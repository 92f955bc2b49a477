package org.lgsc.core.detector;

/**
 * When a face is better not decided on. Every limit errs on the side of deciding: they catch
 * pictures that show next to nothing, and no threshold of a trained model was fitted on those.
 *
 * @param brightness least mean luma of the face, 0 to 255; 0 to switch off
 * @param sharpness least sharpness: the standard deviation of the Laplacian over that of the luma,
 *     in a face of 128 pixels; 0 to switch off. Drawn faces have 0.36 to 0.84, blurred by a
 *     Gaussian of 1 % of their width 0.08 to 0.17, of 3 % 0.025 to 0.042, of 6 % 0.012 to 0.027
 * @param otherFace with one face asked for, the largest share of its area that another face may
 *     have; 1 and more to switch off
 * @param scored least share of the face's box that the model must look at, 0 to 1; models with a
 *     working size look at all of it
 */
public record QualityLimits(double brightness, double sharpness, double otherFace, double scored) {
    /** Brightness 20, sharpness 0.03, another face of a quarter, nine tenths of the box scored. */
    public static final QualityLimits DEFAULT = new QualityLimits(20, 0.03, 0.25, 0.9);

    /** Decides whatever can be scored. */
    public static final QualityLimits NONE = new QualityLimits(0, 0, Double.POSITIVE_INFINITY, 0);

    /** Checks the ranges. */
    public QualityLimits {
        if (!(brightness >= 0)
                || !(sharpness >= 0)
                || !(otherFace > 0)
                || !(scored >= 0 && scored <= 1)) {
            throw new IllegalArgumentException(
                    "quality limits must not be negative: "
                            + brightness
                            + ", "
                            + sharpness
                            + ", "
                            + otherFace
                            + ", "
                            + scored);
        }
    }
}
