package org.lgsc.train.internal.pretext;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Removes the low frequencies from random filters, so that from the first step on a network sees
 * texture rather than the much stronger light and shade of a picture. The idea is that of the fixed
 * high-pass filters of steganalysis (Fridrich and Kodovsky, 2012) and the constrained convolutions
 * of image forensics (Bayar and Stamm, 2016), but only as an initial value.
 */
public final class HighPassStem {
    private static final float[] BINOMIAL = {0.25f, 0.5f, 0.25f};
    private static final int PASSES = 2;

    private HighPassStem() {}

    /**
     * Subtracts a 3x3 binomial blur from each filter twice, then sets its mean to 0 and restores
     * its energy.
     *
     * @param filters [out, in, k, k], changed in place
     */
    public static void apply(INDArray filters) {
        int k = (int) filters.size(2);
        int area = k * k;
        float[] values = filters.dup('c').data().asFloat();
        for (int filter = 0; filter < values.length / area; filter++) {
            float[] f = new float[area];
            System.arraycopy(values, filter * area, f, 0, area);
            double energy = energy(f);
            for (int pass = 0; pass < PASSES; pass++) {
                f = minusMean(minusBlur(f, k));
            }
            float scale = (float) Math.sqrt(energy / energy(f));
            for (int i = 0; i < area; i++) {
                values[filter * area + i] = f[i] * scale;
            }
        }
        filters.assign(Nd4j.createFromArray(values).reshape('c', filters.shape()));
    }

    private static float[] minusBlur(float[] f, int k) {
        float[] out = new float[f.length];
        for (int y = 0; y < k; y++) {
            for (int x = 0; x < k; x++) {
                float blurred = 0;
                for (int dy = Math.max(-1, -y); dy <= Math.min(1, k - 1 - y); dy++) {
                    for (int dx = Math.max(-1, -x); dx <= Math.min(1, k - 1 - x); dx++) {
                        blurred += BINOMIAL[dy + 1] * BINOMIAL[dx + 1] * f[(y + dy) * k + x + dx];
                    }
                }
                out[y * k + x] = f[y * k + x] - blurred;
            }
        }
        return out;
    }

    private static float[] minusMean(float[] f) {
        float mean = 0;
        for (float v : f) {
            mean += v / f.length;
        }
        for (int i = 0; i < f.length; i++) {
            f[i] -= mean;
        }
        return f;
    }

    private static double energy(float[] f) {
        double sum = 0;
        for (float v : f) {
            sum += (double) v * v;
        }
        return sum;
    }
}
