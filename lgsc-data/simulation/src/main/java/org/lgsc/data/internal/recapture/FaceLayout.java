package org.lgsc.data.internal.recapture;

/**
 * The position of the openings of a paper mask: centres and half-axes of eyes and mouth as
 * fractions of the picture's width (x) and height (y).
 *
 * @param leftEyeX centre of the eye on the left of the picture
 * @param leftEyeY its height
 * @param rightEyeX centre of the eye on the right of the picture
 * @param rightEyeY its height
 * @param eyeRadius half the width of an eye
 * @param mouthX centre of the mouth
 * @param mouthY its height
 * @param mouthRadius half the width of the mouth
 */
public record FaceLayout(
        double leftEyeX,
        double leftEyeY,
        double rightEyeX,
        double rightEyeY,
        double eyeRadius,
        double mouthX,
        double mouthY,
        double mouthRadius) {

    /** Returns the average position in an upright crop around a frontal face. */
    public static FaceLayout typical() {
        return new FaceLayout(0.37, 0.44, 0.63, 0.44, 0.075, 0.5, 0.72, 0.12);
    }
}
