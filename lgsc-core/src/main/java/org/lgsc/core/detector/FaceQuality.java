package org.lgsc.core.detector;

import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;

/**
 * How well a face can be seen.
 *
 * @param brightness mean luma, 0 to 255
 * @param sharpness standard deviation of the Laplacian over that of the luma, in a face of 128
 *     pixels: the same for a dim and a bright picture with the same focus
 */
record FaceQuality(double brightness, double sharpness) {
    private static final int SIDE = 128;

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
        double[] luma = new double[SIDE * SIDE];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < luma.length; i++) {
            byte[] rgb = small.data();
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
        return new FaceQuality(mean, variance < 1 ? 0 : Math.sqrt(detail / variance));
    }
}
