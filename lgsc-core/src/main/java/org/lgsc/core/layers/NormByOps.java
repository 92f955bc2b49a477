package org.lgsc.core.layers;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Computes a norm by ND4J's operations, for any data type, layout and backend. */
final class NormByOps implements NormMath {
    private final ChannelView geometry;
    private final double eps;
    private final boolean relu;
    private final INDArray mean;
    private final INDArray variance;
    private final INDArray inverseDeviation;

    NormByOps(INDArray map, CNN2DFormat format, boolean perSample, double eps, boolean relu) {
        this.eps = eps;
        this.relu = relu;
        geometry = new ChannelView(map, format, perSample);
        mean = geometry.newStatistic();
        variance = geometry.newStatistic();
        inverseDeviation = geometry.newStatistic();
    }

    @Override
    public boolean fits(INDArray map) {
        return geometry.fits(map);
    }

    @Override
    public void forward(
            INDArray x, INDArray gamma, INDArray beta, INDArray out, LayerWorkspaceMgr workspaces) {
        double m = geometry.count();
        INDArray in = geometry.view(x);
        INDArray y = geometry.view(out);
        INDArray scratch =
                geometry.view(
                        workspaces.createUninitialized(
                                ArrayType.FF_WORKING_MEM, x.dataType(), x.shape(), 'c'));
        geometry.sum(in, mean);
        mean.divi(m);
        NativeOps.subtract(in, mean, y); // centred before squaring: no cancellation
        NativeOps.multiply(y, y, scratch);
        geometry.sum(scratch, variance);
        variance.divi(m);
        inverseDeviation.assign(variance).addi(eps);
        Transforms.sqrt(inverseDeviation, false);
        inverseDeviation.rdivi(1.0);
        NativeOps.multiply(y, inverseDeviation.mul(geometry.parameter(gamma)), y);
        NativeOps.add(y, geometry.parameter(beta), y);
        if (relu) {
            NativeOps.relu(out, out);
        }
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
        if (relu) {
            NativeOps.reluGradient(out, outputGradient, inputGradient);
        } else {
            inputGradient.assign(outputGradient);
        }
        INDArray g = geometry.view(inputGradient);
        INDArray centred =
                geometry.view(
                        workspaces.createUninitialized(
                                ArrayType.BP_WORKING_MEM, x.dataType(), x.shape(), 'c'));
        INDArray product =
                geometry.view(
                        workspaces.createUninitialized(
                                ArrayType.BP_WORKING_MEM, x.dataType(), x.shape(), 'c'));
        NativeOps.subtract(geometry.view(x), mean, centred);
        NativeOps.multiply(g, centred, product);
        INDArray sumGradient = mean.ulike();
        INDArray sumProduct = mean.ulike();
        geometry.sum(g, sumGradient);
        geometry.sum(product, sumProduct);
        betaGradient.assign(geometry.overGroups(sumGradient));
        gammaGradient.assign(geometry.overGroups(sumProduct.mul(inverseDeviation)));

        double m = geometry.count();
        INDArray scale = inverseDeviation.mul(geometry.parameter(gamma));
        INDArray slope =
                sumProduct.muli(inverseDeviation).muli(inverseDeviation).muli(scale).divi(m);
        INDArray shift = sumGradient.muli(scale).divi(m);
        NativeOps.multiply(g, scale, g);
        NativeOps.multiply(centred, slope, centred);
        NativeOps.subtract(g, centred, g);
        NativeOps.subtract(g, shift, g);
    }

    @Override
    public void runningStatistics(
            INDArray runningMean,
            INDArray runningVariance,
            double momentum,
            INDArray meanGradient,
            INDArray varianceGradient) {
        double m = geometry.count();
        double unbiased = m > 1 ? m / (m - 1) : 1;
        meanGradient.assign(runningMean).subi(geometry.overGroups(mean)).muli(momentum);
        varianceGradient
                .assign(runningVariance)
                .subi(geometry.overGroups(variance).mul(unbiased))
                .muli(momentum);
    }
}
