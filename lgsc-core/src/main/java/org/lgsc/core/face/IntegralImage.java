package org.lgsc.core.face;

import org.lgsc.core.internal.RootFormat;

/**
 * Sums over rectangles of a grey picture, by four look-ups each. Rows have the same stride in all
 * pictures, so that a cascade computes its offsets once.
 */
final class IntegralImage {
    /** Stride between rows: an odd number, so that columns are spread over the cache. */
    static final int STRIDE = 243;

    /** Widest picture in pixels. */
    static final int WIDEST = STRIDE - 1;

    private final int width;
    private final int height;
    private final int[] sums;
    private final int[] squares; // may overflow; differences over a window do not

    /**
     * @param width width in pixels, at most {@link #WIDEST}
     * @param luma luma of the pixels, 0 to 255, row by row
     */
    IntegralImage(int width, int height, byte[] luma) {
        if (width > WIDEST) {
            throw new IllegalArgumentException(
                    RootFormat.of("at most %s wide, was %s", WIDEST, width));
        }
        this.width = width;
        this.height = height;
        sums = new int[(height + 1) * STRIDE];
        squares = new int[(height + 1) * STRIDE];
        for (int y = 0, p = 0; y < height; y++) {
            int sum = 0;
            int square = 0;
            int above = y * STRIDE + 1;
            for (int x = 0; x < width; x++, p++, above++) {
                int v = luma[p] & 0xff;
                sum += v;
                square += v * v;
                sums[above + STRIDE] = sums[above] + sum;
                squares[above + STRIDE] = squares[above] + square;
            }
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** {@code sums()[y * STRIDE + x]} is the sum of all pixels above y and left of x. */
    int[] sums() {
        return sums;
    }

    /** Standard deviation of the pixels in a square of at most 181 pixels. */
    double deviation(int x, int y, int side) {
        double area = (double) side * side;
        double mean = square(sums, x, y, side) / area;
        double variance = square(squares, x, y, side) / area - mean * mean;
        return variance > 0 ? Math.sqrt(variance) : 0;
    }

    private static int square(int[] table, int x, int y, int side) {
        int top = y * STRIDE + x;
        int bottom = top + side * STRIDE;
        return table[top] - table[top + side] - table[bottom] + table[bottom + side];
    }
}
