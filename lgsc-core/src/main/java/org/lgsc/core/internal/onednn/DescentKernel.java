package org.lgsc.core.internal.onednn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Subtracts an update from the weights and looks at the result in the same pass. */
public final class DescentKernel {
    private static final int BLOCK = 4096;

    private DescentKernel() {}

    /**
     * Subtracts element by element.
     *
     * @param weights all weights, FLOAT, dense
     * @param update what to subtract, of the same length, FLOAT, dense
     * @return the largest magnitude of a weight afterwards; NaN when a weight is NaN
     */
    public static float run(INDArray weights, INDArray update) {
        long w = Address.of(weights);
        long u = Address.of(update);
        return largest(HeapKernel.parts(weights.length(), (from, to) -> run(w, u, from, to)));
    }

    private static float run(long w, long u, long from, long to) {
        float[] weights = new float[BLOCK];
        float[] update = new float[BLOCK];
        float[] largest = new float[BLOCK]; // one for each place, which the compiler vectorises
        for (long at = from; at < to; at += BLOCK) {
            int length = (int) Math.min(BLOCK, to - at);
            long offset = Float.BYTES * at;
            Memory.copy(w + offset, weights, length);
            Memory.copy(u + offset, update, length);
            subtract(weights, update, largest, length);
            Memory.copy(weights, 0, length, w + offset);
        }
        return largest(largest);
    }

    private static void subtract(float[] weights, float[] update, float[] largest, int length) {
        for (int i = 0; i < length; i++) {
            float weight = weights[i] - update[i];
            weights[i] = weight;
            largest[i] = Math.max(largest[i], Math.abs(weight));
        }
    }

    private static float largest(float[] magnitudes) {
        float largest = 0;
        for (float magnitude : magnitudes) {
            largest = Math.max(largest, magnitude);
        }
        return largest;
    }
}
