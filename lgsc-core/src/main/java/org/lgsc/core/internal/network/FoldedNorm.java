package org.lgsc.core.internal.network;

/**
 * A batch norm as part of the convolution before it: {@code W' = W gamma / sqrt(var + eps)} and
 * {@code b' = beta - mean gamma / sqrt(var + eps)}.
 *
 * @param gamma one scale per channel
 * @param beta one shift per channel
 * @param mean running means
 * @param variance running variances
 * @param eps term added to a variance
 */
public record FoldedNorm(float[] gamma, float[] beta, float[] mean, float[] variance, double eps) {
    /**
     * Scales weights in place and returns the bias.
     *
     * @param weights weights of a convolution without a bias, by output channel
     */
    public float[] into(float[] weights) {
        float[] bias = new float[gamma.length];
        int perOutput = weights.length / bias.length;
        for (int c = 0; c < bias.length; c++) {
            double factor = gamma[c] / Math.sqrt(variance[c] + eps);
            bias[c] = (float) (beta[c] - mean[c] * factor);
            for (int i = c * perOutput; i < (c + 1) * perOutput; i++) {
                weights[i] = (float) (weights[i] * factor);
            }
        }
        return bias;
    }
}
