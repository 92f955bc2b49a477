package org.lgsc.core.detector;

import org.lgsc.core.internal.RootFormat;

/**
 * Limits beyond which a face is not judged. Every limit is lenient: it rejects only pictures that
 * show next to nothing, on which no model's threshold was fitted.
 *
 * @param brightness smallest mean luma of the face, 0 to 255; 0 to switch off
 * @param burntOut largest share of the middle of the face (three fifths of the box's sides) that is
 *     white, without any texture, 0 to 1; 1 to switch off
 * @param sharpness smallest sharpness: the standard deviation of the Laplacian over that of the
 *     luma, in a face of 128 pixels; 0 to switch off. Drawn faces have 0.36 to 0.84, after blurring
 *     by a Gaussian of 1 % of their width 0.08 to 0.17, of 3 % 0.025 to 0.042, of 6 % 0.012 to
 *     0.027
 * @param otherFace when one face is expected, the largest area of another face as a share of its
 *     area; 1 or more to switch off
 * @param scored smallest share of the face's box that the model must score, 0 to 1; models with a
 *     working size score the entire box
 */
public record QualityLimits(
        double brightness, double burntOut, double sharpness, double otherFace, double scored) {
    /**
     * Brightness 20, half of the middle white, sharpness 0.03, another face of at most a quarter,
     * nine tenths of the box scored.
     */
    public static final QualityLimits DEFAULT = new QualityLimits(20, 0.5, 0.03, 0.25, 0.9);

    /** No limits: every face that can be scored is judged. */
    public static final QualityLimits NONE =
            new QualityLimits(0, 1, 0, Double.POSITIVE_INFINITY, 0);

    /** Checks the ranges. */
    public QualityLimits {
        if (!(brightness >= 0)
                || !(burntOut >= 0)
                || !(sharpness >= 0)
                || !(otherFace > 0)
                || !(scored >= 0 && scored <= 1)) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "quality limits must not be negative: %s, %s, %s, %s, %s",
                            brightness, burntOut, sharpness, otherFace, scored));
        }
    }
}
