package org.lgsc.core.face;

import java.util.Arrays;
import org.lgsc.core.image.RgbImage;

/**
 * A small grey picture in which faces are searched.
 *
 * @param width pixels
 * @param height pixels
 * @param luma 0 to 255 (ITU-R BT.601), row by row
 */
record GreyImage(int width, int height, byte[] luma) {
    /** Number of evenly spaced pixels of a large cell that are averaged in each direction. */
    private static final int SAMPLES = 4;

    /**
     * Converts a picture to grey and reduces it by the mean over the area of each new pixel.
     *
     * @param longest largest side of the result in pixels; smaller pictures keep their size
     */
    static GreyImage of(RgbImage image, int longest) {
        return of(image, new FaceBox(0, 0, image.width(), image.height(), 1), longest);
    }

    private static int side(double length) {
        return Math.max(1, (int) Math.round(length));
    }

    /** Converts a part of a picture, as {@link #of(RgbImage, int)}. */
    static GreyImage of(RgbImage image, FaceBox part, int longest) {
        int longer = Math.max(part.width(), part.height());
        GreyImage grey = cells(image, part, Math.max(1, longer / longest));
        double scale = (double) longest / longer;
        return scale >= 1
                ? grey
                : grey.resized(side(part.width() * scale), side(part.height() * scale));
    }

    /** One pixel for each cell of cell x cell; an incomplete last cell is left out. */
    private static GreyImage cells(RgbImage image, FaceBox part, int cell) {
        int w = Math.max(1, part.width() / cell);
        int h = Math.max(1, part.height() / cell);
        int[] dx = samples(Math.min(cell, part.width()));
        int[] dy = samples(Math.min(cell, part.height()));
        byte[] rgb = image.data();
        byte[] luma = new byte[w * h];
        int all = dx.length * dy.length << 16; // at most 16 pixels: their sum fits
        int[] sums = new int[3 * w]; // sums of colours, weighted once for a cell
        for (int y = 0, p = 0; y < h; y++) {
            Arrays.fill(sums, 0);
            for (int sy : dy) {
                int row = 3 * ((part.y() + y * cell + sy) * image.width() + part.x());
                for (int sx : dx) {
                    add(rgb, row + 3 * sx, 3 * cell, sums);
                }
            }
            for (int x = 0; x < sums.length; x += 3, p++) {
                int sum = 19595 * sums[x] + 38470 * sums[x + 1] + 7471 * sums[x + 2];
                luma[p] = (byte) ((sum + all / 2) / all);
            }
        }
        return new GreyImage(w, h, luma);
    }

    /** Adds the colours of every pixel of a row that is this many bytes behind the one before. */
    private static void add(byte[] rgb, int from, int distance, int[] sums) {
        for (int s = 0, i = from; s < sums.length; s += 3, i += distance) {
            sums[s] += rgb[i] & 0xff;
            sums[s + 1] += rgb[i + 1] & 0xff;
            sums[s + 2] += rgb[i + 2] & 0xff;
        }
    }

    private static int[] samples(int cell) {
        int n = Math.min(cell, SAMPLES);
        int[] at = new int[n];
        for (int i = 0; i < n; i++) {
            at[i] = (2 * i + 1) * cell / (2 * n);
        }
        return at;
    }

    /** Returns the picture in another size: by area when it shrinks, bilinear when it grows. */
    GreyImage resized(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return this;
        }
        Taps columns = Taps.of(width, newWidth);
        Taps rows = Taps.of(height, newHeight);
        float[] row = new float[width];
        byte[] out = new byte[newWidth * newHeight];
        for (int y = 0, p = 0; y < newHeight; y++) {
            Arrays.fill(row, 0);
            for (int t = rows.first[y]; t < rows.first[y + 1]; t++) {
                float weight = rows.weight[t];
                int from = rows.source[t] * width;
                for (int x = 0; x < width; x++) {
                    row[x] += weight * (luma[from + x] & 0xff);
                }
            }
            for (int x = 0; x < newWidth; x++, p++) {
                float sum = 0.5f;
                for (int t = columns.first[x]; t < columns.first[x + 1]; t++) {
                    sum += columns.weight[t] * row[columns.source[t]];
                }
                out[p] = (byte) sum;
            }
        }
        return new GreyImage(newWidth, newHeight, out);
    }

    /** Returns a part of the picture; the part must be inside the picture. */
    GreyImage crop(int x, int y, int w, int h) {
        byte[] out = new byte[w * h];
        for (int row = 0; row < h; row++) {
            System.arraycopy(luma, (y + row) * width + x, out, row * w, w);
        }
        return new GreyImage(w, h, out);
    }

    /** Returns the picture turned clockwise by 90 degrees. */
    GreyImage turned() {
        byte[] out = new byte[luma.length];
        for (int y = 0, p = 0; y < width; y++) {
            for (int x = 0; x < height; x++, p++) {
                out[p] = luma[(height - 1 - x) * width + y];
            }
        }
        return new GreyImage(/* width= */ height, /* height= */ width, out);
    }

    IntegralImage integral() {
        return new IntegralImage(width, height, luma);
    }

    /** Source pixels and weights of each pixel of a resized line. */
    private static final class Taps {
        private final int[] first;
        private final int[] source;
        private final float[] weight;

        private Taps(int[] first, int[] source, float[] weight) {
            this.first = first;
            this.source = source;
            this.weight = weight;
        }

        private static Taps of(int from, int to) {
            double scale = (double) from / to;
            double reach = Math.max(1, scale); // pixels of an enlarged picture are interpolated
            int[] first = new int[to + 1];
            int most = (int) Math.ceil(reach) + 2;
            int[] source = new int[to * most];
            float[] weight = new float[to * most];
            int n = 0;
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale;
                double left = centre - reach / 2;
                double right = centre + reach / 2;
                for (int s = (int) Math.floor(left); s < right; s++) {
                    double covered = Math.min(s + 1, right) - Math.max(s, left);
                    if (covered > 0) {
                        source[n] = Math.max(0, Math.min(from - 1, s));
                        weight[n++] = (float) (covered / reach);
                    }
                }
                first[i + 1] = n;
            }
            return new Taps(first, source, weight);
        }
    }
}
