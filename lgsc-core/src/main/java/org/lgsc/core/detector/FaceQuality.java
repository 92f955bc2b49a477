package org.lgsc.core.detector;

import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;

/**
 * How well a face can be seen.
 *
 * @param brightness mean luma, 0 to 255
 * @param sharpness standard deviation of the Laplacian over that of the luma, in a face of 128
 *     pixels: the same for a dim and a bright picture with the same focus
 * @param burntOut share of the middle of the face that is white, 0 to 1
 */
record FaceQuality(double brightness, double sharpness, double burntOut) {
    private static final int SIDE = 128;

    /** Border of the middle: the inner three fifths of a box that is widened by 1.3. */
    private static final int BORDER = 34;

    /** A pixel is white when all its channels are at least this; compression moves 255 a little. */
    private static final int WHITE = 250;

    /** Variance of the Laplacian caused by rounding to 8 bits alone (20 x 0.447 / 12). */
    private static final double ROUNDING = 0.75;

    static FaceQuality of(RgbImage face) {
        RgbImage small =
                ImageScaler.resize(
                        face,
                        SIDE,
                        SIDE,
                        Math.min(face.width(), face.height()) > SIDE
                                ? ImageScaler.Interpolation.AREA
                                : ImageScaler.Interpolation.BILINEAR);
        byte[] rgb = small.data();
        double[] luma = new double[SIDE * SIDE];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < luma.length; i++) {
            luma[i] =
                    0.299 * (rgb[3 * i] & 0xff)
                            + 0.587 * (rgb[3 * i + 1] & 0xff)
                            + 0.114 * (rgb[3 * i + 2] & 0xff);
            sum += luma[i];
            squares += luma[i] * luma[i];
        }
        double mean = sum / luma.length;
        double variance = squares / luma.length - mean * mean;
        double laplacians = 0;
        for (int y = 1; y < SIDE - 1; y++) {
            for (int x = 1; x < SIDE - 1; x++) {
                int i = y * SIDE + x;
                double l =
                        luma[i - 1] + luma[i + 1] + luma[i - SIDE] + luma[i + SIDE] - 4 * luma[i];
                laplacians += l * l;
            }
        }
        int inner = (SIDE - 2) * (SIDE - 2);
        // the focus of a flat picture cannot be judged
        double detail = Math.max(0, laplacians / inner - ROUNDING);
        double sharpness = variance < 1 ? 0 : Math.sqrt(detail / variance);
        return new FaceQuality(mean, sharpness, burntOut(rgb));
    }

    /** The border is left out: a white wall behind a person says nothing about the face. */
    private static double burntOut(byte[] rgb) {
        int white = 0;
        for (int y = BORDER; y < SIDE - BORDER; y++) {
            for (int x = BORDER; x < SIDE - BORDER; x++) {
                int i = 3 * (y * SIDE + x);
                if ((rgb[i] & 0xff) >= WHITE
                        && (rgb[i + 1] & 0xff) >= WHITE
                        && (rgb[i + 2] & 0xff) >= WHITE) {
                    white++;
                }
            }
        }
        int side = SIDE - 2 * BORDER;
        return (double) white / (side * side);
    }
}
