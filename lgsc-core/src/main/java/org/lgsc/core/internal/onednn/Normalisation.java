package org.lgsc.core.internal.onednn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch norm, or instance norm as a batch norm of each sample alone, of FLOAT maps in NHWC of one
 * shape, with the ReLU that may follow fused in; forward and backward.
 */
public interface Normalisation {
    /**
     * The fastest one for these maps.
     *
     * @param shape [N, H, W, C]
     * @param perSample statistics of each sample, instead of the batch
     * @param relu whether a ReLU follows
     */
    static Normalisation of(long[] shape, boolean perSample, double eps, boolean relu) {
        return shape[3] < WideNormalisation.FEWEST_CHANNELS
                ? new NarrowNormalisation(shape, perSample, eps, relu)
                : new WideNormalisation(shape, perSample, eps, relu);
    }

    /** Whether this was built for maps of that shape. */
    boolean fits(INDArray map);

    /** out = gamma (x - mean) / sqrt(variance + eps) + beta, then the ReLU; all are addresses. */
    void forward(long x, long gamma, long beta, long out);

    /** Gradients of the last forward pass; all are addresses. */
    void backward(
            long x,
            long gamma,
            long beta,
            long outputGradient,
            long inputGradient,
            long gammaGradient,
            long betaGradient);

    /** Mean of the last forward pass; of the only group. */
    float[] batchMean();

    /** Biased variance of the last forward pass; of the only group. */
    float[] batchVariance();

    /**
     * Writes {@code momentum (running - factor batch)}: what a plain step subtracts from running
     * statistics. As ND4J's operations do it, of which a network has hundreds in a step.
     */
    static void runningStep(
            INDArray running, float[] batch, double factor, double momentum, INDArray step) {
        float[] moved = Memory.copy(Address.of(running), batch.length);
        for (int c = 0; c < moved.length; c++) {
            moved[c] = (moved[c] - batch[c] * (float) factor) * (float) momentum;
        }
        Memory.copy(moved, Address.of(step));
    }

    /** As {@link #forward(long, long, long, long)}. */
    default void forward(INDArray x, INDArray gamma, INDArray beta, INDArray out) {
        forward(Address.of(x), Address.of(gamma), Address.of(beta), Address.of(out));
    }

    /** As {@link #backward(long, long, long, long, long, long, long)}. */
    default void backward(
            INDArray x,
            INDArray gamma,
            INDArray beta,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray gammaGradient,
            INDArray betaGradient) {
        backward(
                Address.of(x),
                Address.of(gamma),
                Address.of(beta),
                Address.of(outputGradient),
                Address.of(inputGradient),
                Address.of(gammaGradient),
                Address.of(betaGradient));
    }
}
