package org.lgsc.core.layers;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of a norm over its own statistics, for maps of one shape. Keeps the statistics of
 * the last forward pass for the backward pass.
 *
 * <p>Backward, with g the gradient of the output behind the ReLU, M the pixels of a group and s =
 * 1/sqrt(variance + eps): {@code dbeta = sum g}, {@code dgamma = s sum g (x - mean)}, {@code dx =
 * gamma s (g - sum g / M - (x - mean) s^2 sum g (x - mean) / M)}, sums over the group of the pixel.
 */
interface NormMath {
    /** The fastest implementation for this map. */
    static NormMath of(
            INDArray map, CNN2DFormat format, boolean perSample, double eps, boolean relu) {
        return OneDnnMaps.handles(map, format)
                ? new NormByKernels(map, perSample, eps, relu)
                : new NormByOps(map, format, perSample, eps, relu);
    }

    /** Whether this instance was made for maps like this one. */
    boolean fits(INDArray map);

    /** out = gamma (x - mean) / sqrt(variance + eps) + beta, then the ReLU if there is one. */
    void forward(
            INDArray x, INDArray gamma, INDArray beta, INDArray out, LayerWorkspaceMgr workspaces);

    /**
     * Gradients of the last forward pass.
     *
     * @param out what the forward pass returned
     * @param outputGradient behind the ReLU; not changed
     */
    void backward(
            INDArray x,
            INDArray out,
            INDArray gamma,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray gammaGradient,
            INDArray betaGradient,
            LayerWorkspaceMgr workspaces);

    /**
     * As DL4J does it: writes the "gradients" that a plain step turns into the moved running
     * statistics, {@code momentum (running - batch)}, with the unbiased variance.
     */
    void runningStatistics(
            INDArray runningMean,
            INDArray runningVariance,
            double momentum,
            INDArray meanGradient,
            INDArray varianceGradient);
}
