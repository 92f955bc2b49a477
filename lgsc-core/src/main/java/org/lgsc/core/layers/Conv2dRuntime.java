package org.lgsc.core.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lgsc.core.internal.onednn.Convolution;
import org.lgsc.core.internal.onednn.Numbers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link Conv2d}. */
final class Conv2dRuntime extends ParamLayerRuntime<Conv2d> {
    private static final long serialVersionUID = 1L;

    private final transient ShapeCache<Convolution> kernel = new ShapeCache<>();

    Conv2dRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        Conv2d conf = layerConf();
        requireMap(input, conf.getInputChannels());
        long n = input.size(0);
        long h = conf.outputSize(input.size(channelsLast() ? 1 : 2));
        long w = conf.outputSize(input.size(channelsLast() ? 2 : 3));
        long c = conf.getOutputChannels();
        INDArray out =
                channelsLast()
                        ? workspaces.createUninitialized(
                                ArrayType.ACTIVATIONS, dataType, new long[] {n, h, w, c}, 'c')
                        : workspaces.createUninitialized(
                                ArrayType.ACTIVATIONS, dataType, new long[] {n, c, h, w}, 'c');
        if (OneDnnMaps.handles(input, format())) {
            Numbers factors = factors(training);
            kernel.get(
                            k -> k.fits(input, factors),
                            () -> new Convolution(geometry(conf), factors, shared()))
                    .forward(input, getParam("W"), out);
        } else if (isProduct()) {
            NativeOps.matmul(pixels(input), false, weightMatrix(getParam("W")), true, pixels(out));
        } else {
            NativeOps.conv2d(
                    input, getParam("W"), out, conf.getStride(), conf.getPadding(), format());
        }
        return out;
    }

    @Override
    void backward(INDArray epsilon, INDArray inputGradient, LayerWorkspaceMgr workspaces) {
        Conv2d conf = layerConf();
        if (OneDnnMaps.handles(input, format())) {
            INDArray g = OneDnnMaps.dense(epsilon);
            kernel.last()
                    .backward(
                            input,
                            getParam("W"),
                            g,
                            isInputGradientWanted() ? inputGradient : null,
                            gradientView("W"));
        } else if (isProduct()) {
            INDArray g = pixels(epsilon);
            NativeOps.matmul(g, false, weightMatrix(getParam("W")), false, pixels(inputGradient));
            NativeOps.matmul(g, true, pixels(input), false, weightMatrix(gradientView("W")));
        } else {
            NativeOps.conv2dGradients(
                    input,
                    getParam("W"),
                    epsilon,
                    inputGradient,
                    gradientView("W"),
                    conf.getStride(),
                    conf.getPadding(),
                    format());
        }
    }

    private Convolution.Geometry geometry(Conv2d conf) {
        return new Convolution.Geometry(
                input.size(0),
                conf.getInputChannels(),
                input.size(1),
                input.size(2),
                conf.getOutputChannels(),
                conf.getKernel(),
                conf.getStride(),
                conf.getPadding(),
                conf.getPadding());
    }

    /** A 1x1 convolution in NHWC is one matrix product over all pixels. */
    private boolean isProduct() {
        Conv2d conf = layerConf();
        return channelsLast()
                && conf.getKernel() == 1
                && conf.getStride() == 1
                && conf.getPadding() == 0;
    }

    private static INDArray pixels(INDArray map) {
        return map.reshape('c', map.length() / map.size(3), map.size(3));
    }

    private static INDArray weightMatrix(INDArray weights) {
        return weights.reshape('c', weights.size(0), weights.size(1));
    }
}
