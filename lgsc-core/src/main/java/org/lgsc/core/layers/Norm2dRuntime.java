package org.lgsc.core.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Runs a {@link Norm2d}.
 *
 * <p>Backward, with g the gradient of the output behind the ReLU, M the pixels of a group and s =
 * 1/sqrt(variance + eps): {@code dbeta = sum g}, {@code dgamma = s sum g (x - mean)}, {@code dx =
 * gamma s (g - dbeta / M - (x - mean) s dgamma / M)}, with the sums of each group in dx.
 */
final class Norm2dRuntime extends ParamLayerRuntime<Norm2d> {
    private static final long serialVersionUID = 1L;

    private transient ChannelView geometry;
    private transient INDArray mean;
    private transient INDArray inverseDeviation;
    private transient INDArray batchVariance;
    private transient INDArray output;

    Norm2dRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        Norm2d conf = layerConf();
        requireMap(input, conf.getChannels());
        INDArray out =
                workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        if (training || conf.perSample()) {
            normaliseByOwnStatistics(out, workspaces);
        } else {
            NativeOps.batchNorm(
                    input,
                    getParam(BatchNorm2d.RUNNING_MEAN),
                    getParam(BatchNorm2d.RUNNING_VARIANCE),
                    getParam("gamma"),
                    getParam("beta"),
                    out,
                    conf.getEps(),
                    format());
        }
        if (conf.isRelu()) {
            NativeOps.relu(out, out);
        }
        output = training ? out : null;
        return out;
    }

    private void normaliseByOwnStatistics(INDArray out, LayerWorkspaceMgr workspaces) {
        if (geometry == null || !geometry.fits(input)) {
            geometry = new ChannelView(input, format(), layerConf().perSample());
            mean = geometry.newStatistic();
            batchVariance = geometry.newStatistic();
            inverseDeviation = geometry.newStatistic();
        }
        double m = geometry.count();
        INDArray x = geometry.view(input);
        INDArray y = geometry.view(out);
        INDArray scratch =
                geometry.view(
                        workspaces.createUninitialized(
                                ArrayType.FF_WORKING_MEM, dataType, input.shape(), 'c'));
        geometry.sum(x, mean);
        mean.divi(m);
        NativeOps.subtract(x, mean, y); // centred before squaring: no cancellation
        NativeOps.multiply(y, y, scratch);
        geometry.sum(scratch, batchVariance);
        batchVariance.divi(m);
        inverseDeviation.assign(batchVariance).addi(layerConf().getEps());
        Transforms.sqrt(inverseDeviation, false);
        inverseDeviation.rdivi(1.0);
        INDArray scale = inverseDeviation.mul(geometry.parameter(getParam("gamma")));
        NativeOps.multiply(y, scale, y);
        NativeOps.add(y, geometry.parameter(getParam("beta")), y);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray inputGradient =
                workspaces.createUninitialized(
                        ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        INDArray g = geometry.view(inputGradient);
        if (layerConf().isRelu()) {
            NativeOps.reluGradient(output, epsilon, inputGradient);
        } else {
            inputGradient.assign(epsilon);
        }
        INDArray centred =
                geometry.view(
                        workspaces.createUninitialized(
                                ArrayType.BP_WORKING_MEM, dataType, input.shape(), 'c'));
        INDArray product =
                geometry.view(
                        workspaces.createUninitialized(
                                ArrayType.BP_WORKING_MEM, dataType, input.shape(), 'c'));
        NativeOps.subtract(geometry.view(input), mean, centred);
        NativeOps.multiply(g, centred, product);
        INDArray sumGradient = mean.ulike();
        INDArray sumProduct = mean.ulike();
        geometry.sum(g, sumGradient);
        geometry.sum(product, sumProduct);
        gradientViews.get("beta").assign(geometry.overGroups(sumGradient));
        gradientViews.get("gamma").assign(geometry.overGroups(sumProduct.mul(inverseDeviation)));
        writeRunningStatistics();

        double m = geometry.count();
        INDArray scale = inverseDeviation.mul(geometry.parameter(getParam("gamma")));
        // dx = scale g - scale dbeta / M - scale s^2 (sum g centred) / M centred
        INDArray slope =
                sumProduct.muli(inverseDeviation).muli(inverseDeviation).muli(scale).divi(m);
        INDArray shift = sumGradient.muli(scale).divi(m);
        NativeOps.multiply(g, scale, g);
        NativeOps.multiply(centred, slope, centred);
        NativeOps.subtract(g, centred, g);
        NativeOps.subtract(g, shift, g);
        return new Pair<>(gradients(), inputGradient);
    }

    /** As DL4J does it: the "gradient" that a plain step turns into the moved running statistic. */
    private void writeRunningStatistics() {
        if (!(layerConf() instanceof BatchNorm2d conf)) {
            return;
        }
        double m = geometry.count();
        double unbiased = m > 1 ? m / (m - 1) : 1;
        gradientViews
                .get(BatchNorm2d.RUNNING_MEAN)
                .assign(getParam(BatchNorm2d.RUNNING_MEAN))
                .subi(geometry.overGroups(mean))
                .muli(conf.getMomentum());
        gradientViews
                .get(BatchNorm2d.RUNNING_VARIANCE)
                .assign(getParam(BatchNorm2d.RUNNING_VARIANCE))
                .subi(geometry.overGroups(batchVariance).mul(unbiased))
                .muli(conf.getMomentum());
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
    }
}
