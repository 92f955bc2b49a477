package org.lgsc.core.layers;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of a norm that computes its own statistics, for maps of one shape. Keeps the
 * statistics of the last forward pass for the backward pass.
 *
 * <p>Backward, with g the gradient of the norm's output before the ReLU, M the number of pixels of
 * a group and s = 1/sqrt(variance + eps): {@code dbeta = sum g}, {@code dgamma = s sum g (x -
 * mean)}, {@code dx = gamma s (g - sum g / M - (x - mean) s^2 sum g (x - mean) / M)}, with sums
 * over the pixel's group.
 */
interface NormMath {
    /** Returns the fastest implementation for a map. */
    static NormMath of(
            INDArray map, CNN2DFormat format, boolean perSample, double eps, boolean relu) {
        return OneDnnMaps.handles(map, format)
                ? new NormByKernels(map, perSample, eps, relu)
                : new NormByOps(map, format, perSample, eps, relu);
    }

    /** Whether this instance was made for maps like this one. */
    boolean fits(INDArray map);

    /** out = gamma (x - mean) / sqrt(variance + eps) + beta, then the ReLU if requested. */
    void forward(
            INDArray x, INDArray gamma, INDArray beta, INDArray out, LayerWorkspaceMgr workspaces);

    /**
     * Computes the gradients of the last forward pass.
     *
     * @param out output of the forward pass
     * @param outputGradient gradient of the output after the ReLU; not changed
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
     * Writes the "gradients" by which a plain step updates the running statistics, as DL4J does:
     * {@code momentum (running - batch)}, with the unbiased variance.
     */
    void runningStatistics(
            INDArray runningMean,
            INDArray runningVariance,
            double momentum,
            INDArray meanGradient,
            INDArray varianceGradient);
}
