package org.lgsc.core.layers;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.onednn.SharedMaps;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Base of the runtimes of {@link ParamLayer}s. */
abstract class ParamLayerRuntime<C extends ParamLayer> extends BaseLayer<C> {
    private static final long serialVersionUID = 1L;

    private Numbers factors = Numbers.FLOAT32;
    private transient SharedMaps shared = new SharedMaps();
    private boolean inputGradientWanted = true;

    ParamLayerRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    final CNN2DFormat format() {
        return layerConf().getFormat();
    }

    final boolean channelsLast() {
        return format() == CNN2DFormat.NHWC;
    }

    /**
     * @param factors number format of the factors of convolutions in training
     * @param shared copies of maps that the network's convolutions share
     * @param inputGradient whether the gradient of the input is needed
     */
    final void prepare(Numbers factors, SharedMaps shared, boolean inputGradient) {
        this.factors = factors;
        this.shared = shared;
        this.inputGradientWanted = inputGradient;
    }

    final Numbers factors(boolean training) {
        return training ? factors : Numbers.FLOAT32;
    }

    final SharedMaps shared() {
        return shared;
    }

    /** False when {@link #backward} need not write the input's gradient, which is zero. */
    final boolean isInputGradientWanted() {
        return inputGradientWanted;
    }

    @Override
    public final Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray inputGradient =
                workspaces.createUninitialized(
                        ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        if (layerConf().isFrozen()) {
            gradientViews.values().forEach(view -> view.assign(0));
            inputGradient.assign(0);
        } else {
            if (!inputGradientWanted) {
                inputGradient.assign(0);
            }
            backward(epsilon, inputGradient, workspaces);
        }
        Gradient gradient = new DefaultGradient();
        gradientViews.forEach((key, view) -> gradient.gradientForVariable().put(key, view));
        return new Pair<>(gradient, inputGradient);
    }

    /**
     * Writes the gradients of the parameters to their views, and the gradient of the input.
     *
     * @param outputGradient gradient of the output, with the shape of the result of {@link
     *     #activate}
     * @param inputGradient receives the gradient of the input; its initial values are ignored
     */
    abstract void backward(
            INDArray outputGradient, INDArray inputGradient, LayerWorkspaceMgr workspaces);

    /** View that receives the gradient of a parameter. */
    final INDArray gradientView(String key) {
        return Objects.requireNonNull(gradientViews.get(key), key);
    }

    final void requireMap(INDArray map, long channels) {
        if (map.rank() != 4 || map.size(channelsLast() ? 3 : 1) != channels) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "layer \"%s\" needs a feature map %s, got %s",
                            layerConf().getLayerName(),
                            channelsLast()
                                    ? "[N,H,W," + channels + "]"
                                    : "[N," + channels + ",H,W]",
                            Arrays.toString(map.shape())));
        }
        if (map.dataType() != dataType) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "layer \"%s\" needs %s input, got %s",
                            layerConf().getLayerName(), dataType, map.dataType()));
        }
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public boolean updaterDivideByMinibatch(String key) {
        for (ParamSpec spec : layerConf().specs()) {
            if (spec.key().equals(key)) {
                return !spec.role().isRunningStatistic();
            }
        }
        return true;
    }
}
