package org.lgsc.core.image;

/** Colours of sRGB as HDR, by the formulas of ITU-R BT.2087, BT.2100 and BT.2408. */
final class HdrColours {
    private static final double[][] BT2020 = {
        {0.6274, 0.3293, 0.0433}, {0.0691, 0.9195, 0.0114}, {0.0164, 0.0880, 0.8956}
    };

    private HdrColours() {}

    /** Returns the levels of a colour whose white is 203 cd/m2: 16 is PQ, 18 is HLG. */
    static byte[] coded(int transfer, int[] colour) {
        double[] display = new double[3]; // cd/m2
        for (int row = 0; row < 3; row++) {
            for (int c = 0; c < 3; c++) {
                double v = colour[c] / 255.0;
                double light = v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
                display[row] += 203 * BT2020[row][c] * light;
            }
        }
        double luminance = 0.2627 * display[0] + 0.6780 * display[1] + 0.0593 * display[2];
        double scene = Math.pow(luminance / 1000, 1 / 1.2);
        byte[] coded = new byte[3];
        for (int c = 0; c < 3; c++) {
            double signal =
                    transfer == 16
                            ? pq(display[c] / 10_000)
                            : hlg(display[c] / 1000 / Math.pow(scene, 0.2));
            coded[c] = (byte) Math.round(255 * signal);
        }
        return coded;
    }

    private static double pq(double light) {
        double power = Math.pow(light, 2610 / 16384.0);
        return Math.pow(
                (3424 / 4096.0 + 2413 / 128.0 * power) / (1 + 2392 / 128.0 * power), 2523 / 32.0);
    }

    private static double hlg(double light) {
        return light <= 1 / 12.0
                ? Math.sqrt(3 * light)
                : 0.17883277 * Math.log(12 * light - 0.28466892) + 0.55991073;
    }
}
