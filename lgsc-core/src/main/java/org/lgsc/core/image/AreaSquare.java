package org.lgsc.core.image;

import java.util.Arrays;

/**
 * Resizes a square of a picture by the mean over the area that each new pixel covers; the square's
 * edges may be between the picture's pixels.
 */
final class AreaSquare {
    private AreaSquare() {}

    /** Source pixels and weights of each pixel of the result, along one side. */
    private static final class Taps {
        private final int[] first;
        private final int[] source;
        private final float[] weight;

        private Taps(double from, double length, int count, int limit) {
            double step = length / count;
            int most = (int) Math.ceil(step) + 1;
            first = new int[count + 1];
            source = new int[count * most];
            weight = new float[count * most];
            int n = 0;
            for (int i = 0; i < count; i++) {
                double left = from + i * step;
                double right = left + step;
                int begin = n;
                double sum = 0;
                for (int s = (int) left; s < right && n - begin < most; s++) {
                    double covered = Math.min(s + 1, right) - Math.max(s, left);
                    source[n] = Math.min(limit - 1, s);
                    weight[n++] = (float) covered;
                    sum += covered;
                }
                for (int t = begin; t < n; t++) {
                    weight[t] /= (float) sum;
                }
                first[i + 1] = n;
            }
        }
    }

    /**
     * @param x left edge in the picture's pixels, at least 0; where the square exceeds the right or
     *     lower edge because of rounding, the last pixels are repeated
     * @param y top edge in the picture's pixels, at least 0
     * @param length side of the square in the picture's pixels
     * @param side side of the result in pixels
     */
    static RgbImage of(RgbImage image, double x, double y, double length, int side) {
        Taps columns = new Taps(x, length, side, image.width());
        Taps rows = new Taps(y, length, side, image.height());
        byte[] rgb = image.data();
        byte[] out = new byte[3 * side * side];
        int from = 3 * columns.source[0];
        float[] row = new float[3 * (columns.source[columns.first[side] - 1] + 1) - from];
        for (int i = 0; i < side; i++) {
            Arrays.fill(row, 0);
            for (int t = rows.first[i]; t < rows.first[i + 1]; t++) {
                float weight = rows.weight[t];
                int at = 3 * rows.source[t] * image.width() + from;
                for (int c = 0; c < row.length; c++) {
                    row[c] += weight * (rgb[at + c] & 0xff);
                }
            }
            for (int j = 0, o = 3 * i * side; j < side; j++, o += 3) {
                float r = 0.5f;
                float g = 0.5f;
                float b = 0.5f;
                for (int t = columns.first[j]; t < columns.first[j + 1]; t++) {
                    float weight = columns.weight[t];
                    int s = 3 * columns.source[t] - from;
                    r += weight * row[s];
                    g += weight * row[s + 1];
                    b += weight * row[s + 2];
                }
                out[o] = (byte) (int) r;
                out[o + 1] = (byte) (int) g;
                out[o + 2] = (byte) (int) b;
            }
        }
        return new RgbImage(side, side, out);
    }
}
