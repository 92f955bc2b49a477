package org.lgsc.train.baseline;

import java.util.Arrays;

/**
 * A histogram of uniform local binary patterns, eight neighbours at distance 1 (T. Ojala, M.
 * Pietikainen and T. Maenpaa, 2002). A pattern with at most two changes between 0 and 1 around the
 * circle has a bin of its own, 58 of them; all others share the last.
 */
final class LbpHistogram {
    static final int BINS = 59;

    private static final int[] BIN_OF_CODE = bins();
    private static final int[][] NEIGHBOURS = {
        {-1, -1}, {0, -1}, {1, -1}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}
    };

    private LbpHistogram() {}

    private static int[] bins() {
        int[] bins = new int[256];
        Arrays.fill(bins, BINS - 1);
        int next = 0;
        for (int code = 0; code < 256; code++) {
            int turned = (code << 1 | code >> 7) & 0xff;
            if (Integer.bitCount(code ^ turned) <= 2) {
                bins[code] = next++;
            }
        }
        return bins;
    }

    /**
     * Adds the histogram of one plane to a feature vector; it sums to 1.
     *
     * @param plane values row by row, at least 3x3
     * @param offset index of the first of the {@value #BINS} places
     */
    static void write(float[] plane, int width, int height, double[] features, int offset) {
        double share = 1.0 / ((width - 2) * (height - 2));
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                float centre = plane[y * width + x];
                int code = 0;
                for (int k = 0; k < 8; k++) {
                    int at = (y + NEIGHBOURS[k][1]) * width + x + NEIGHBOURS[k][0];
                    code |= plane[at] >= centre ? 1 << k : 0;
                }
                features[offset + BIN_OF_CODE[code]] += share;
            }
        }
    }
}
