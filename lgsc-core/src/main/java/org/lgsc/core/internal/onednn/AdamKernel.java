package org.lgsc.core.internal.onednn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One pass of Adam (Kingma and Ba, arXiv 1412.6980) over sections of flat arrays, with the
 * arithmetic of ND4J's own operation.
 *
 * @param rate learning rate
 * @param beta1 decay rate of the mean
 * @param beta2 decay rate of the square
 * @param epsilon number added to the root
 * @param iteration number of the iteration, from 0
 * @param divisor divisor of the gradient: number of samples over which it is summed
 */
public record AdamKernel(
        double rate, double beta1, double beta2, double epsilon, int iteration, int divisor) {
    private static final int BLOCK = 4096;

    /**
     * Replaces a section of the gradient by the step to subtract from the parameters.
     *
     * @param gradient all gradients, FLOAT, dense
     * @param first first element of the section
     * @param state complete state of the updater, FLOAT, dense
     * @param mean position of the section's means in the state, which are followed by as many
     *     squares
     * @param length length of the section
     * @return the sum of the section's squares afterwards; infinite or NaN when one of them is
     */
    public float run(INDArray gradient, long first, INDArray state, long mean, long length) {
        long g = Address.of(gradient) + Float.BYTES * first;
        long m = Address.of(state) + Float.BYTES * mean;
        long v = m + Float.BYTES * length;
        return sum(HeapKernel.parts(length, (from, to) -> run(g, m, v, from, to)));
    }

    private float run(long g, long m, long v, long from, long to) {
        float[] gradients = new float[BLOCK];
        float[] means = new float[BLOCK];
        float[] squares = new float[BLOCK];
        float[] sums = new float[BLOCK]; // one for each place, which the compiler vectorises
        for (long at = from; at < to; at += BLOCK) {
            int length = (int) Math.min(BLOCK, to - at);
            long offset = Float.BYTES * at;
            Memory.copy(g + offset, gradients, length);
            Memory.copy(m + offset, means, length);
            Memory.copy(v + offset, squares, length);
            update(gradients, means, squares, sums, length);
            Memory.copy(gradients, 0, length, g + offset);
            Memory.copy(means, 0, length, m + offset);
            Memory.copy(squares, 0, length, v + offset);
        }
        return sum(sums);
    }

    private static float sum(float[] parts) {
        float sum = 0;
        for (float part : parts) {
            sum += part;
        }
        return sum;
    }

    private void update(
            float[] gradients, float[] means, float[] squares, float[] sums, int length) {
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float rest1 = 1 - b1;
        float rest2 = 1 - b2;
        float eps = (float) epsilon;
        float step = step();
        float samples = divisor;
        for (int i = 0; i < length; i++) {
            float gradient = gradients[i] / samples;
            float mean = b1 * means[i] + gradient * rest1;
            float square = b2 * squares[i] + gradient * gradient * rest2;
            means[i] = mean;
            squares[i] = square;
            sums[i] += square;
            gradients[i] = mean * step / ((float) Math.sqrt(square) + eps);
        }
    }

    /** The rate, corrected for means and squares that started at zero. */
    private float step() {
        float power1 = (float) Math.pow((float) beta1, iteration + 1.0);
        float power2 = (float) Math.pow((float) beta2, iteration + 1.0);
        float step = (float) rate * (float) Math.sqrt(1 - power2) / (1 - power1);
        return Float.isNaN(step) || step == 0 ? (float) epsilon : step;
    }
}
