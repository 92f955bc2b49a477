package org.lgsc.core.internal.onednn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch norm, or instance norm as a batch norm of each sample, of FLOAT maps in NHWC of one shape,
 * with an optional fused ReLU; forward and backward.
 */
public interface Normalisation {
    /**
     * Returns the fastest implementation for these maps.
     *
     * @param shape [N, H, W, C]
     * @param perSample whether statistics are those of each sample instead of the batch
     * @param relu whether a ReLU follows
     */
    static Normalisation of(long[] shape, boolean perSample, double eps, boolean relu) {
        return shape[3] < WideNormalisation.FEWEST_CHANNELS
                ? new NarrowNormalisation(shape, perSample, eps, relu)
                : new WideNormalisation(shape, perSample, eps, relu);
    }

    /** Whether this was built for maps of the given shape. */
    boolean fits(INDArray map);

    /**
     * out = gamma (x - mean) / sqrt(variance + eps) + beta, then the ReLU; all arguments are
     * addresses.
     */
    void forward(long x, long gamma, long beta, long out);

    /** Computes the gradients of the last forward pass; all arguments are addresses. */
    void backward(
            long x,
            long gamma,
            long beta,
            long outputGradient,
            long inputGradient,
            long gammaGradient,
            long betaGradient);

    /** Mean of the only group in the last forward pass. */
    float[] batchMean();

    /** Biased variance of the only group in the last forward pass. */
    float[] batchVariance();

    /**
     * Writes {@code momentum (running - factor batch)}, which a plain step subtracts from running
     * statistics. The result is that of ND4J's operations, of which a step would need hundreds.
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
