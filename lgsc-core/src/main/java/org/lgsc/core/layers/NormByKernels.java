package org.lgsc.core.layers;

import java.util.Objects;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.Normalisation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes a norm by oneDNN, on FLOAT maps in NHWC. */
final class NormByKernels implements NormMath {
    private final Normalisation norm;
    private final double count;
    private @Nullable INDArray lastBeta;

    NormByKernels(INDArray map, boolean perSample, double eps, boolean relu) {
        norm = Normalisation.of(map.shape(), perSample, eps, relu);
        count = (double) map.length() / map.size(3) / (perSample ? map.size(0) : 1);
    }

    @Override
    public boolean fits(INDArray map) {
        return norm.fits(map);
    }

    @Override
    public void forward(
            INDArray x, INDArray gamma, INDArray beta, INDArray out, LayerWorkspaceMgr workspaces) {
        lastBeta = beta;
        norm.forward(x, gamma, beta, out);
    }

    @Override
    public void backward(
            INDArray x,
            INDArray out,
            INDArray gamma,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray gammaGradient,
            INDArray betaGradient,
            LayerWorkspaceMgr workspaces) {
        norm.backward(
                x,
                gamma,
                Objects.requireNonNull(lastBeta, "a forward pass comes first"),
                OneDnnMaps.dense(outputGradient),
                inputGradient,
                gammaGradient,
                betaGradient);
    }

    @Override
    public void runningStatistics(
            INDArray runningMean,
            INDArray runningVariance,
            double momentum,
            INDArray meanGradient,
            INDArray varianceGradient) {
        double unbiased = count > 1 ? count / (count - 1) : 1;
        Normalisation.runningStep(runningMean, norm.batchMean(), 1, momentum, meanGradient);
        Normalisation.runningStep(
                runningVariance, norm.batchVariance(), unbiased, momentum, varianceGradient);
    }
}
