package org.lgsc.core.layers;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Configuration of a layer with parameters on feature maps; base of convolutions and norms.
 *
 * <p>Not meant to be extended outside this package.
 */
public abstract class ParamLayer extends BaseLayer {
    private static final long serialVersionUID = 1L;

    private CNN2DFormat format = CNN2DFormat.NHWC;
    private boolean frozen;

    /** For Jackson. */
    protected ParamLayer() {}

    ParamLayer(Builder<?> builder) {
        super(builder);
        this.format = Objects.requireNonNull(builder.format, "format");
    }

    /** Memory layout of the input and output feature maps. */
    public CNN2DFormat getFormat() {
        return format;
    }

    /** For Jackson. */
    public void setFormat(CNN2DFormat format) {
        this.format = format;
    }

    /**
     * Whether training does not change this layer: its parameters and running statistics stay the
     * same, a norm uses its running statistics, and no gradient is passed to earlier layers.
     */
    public boolean isFrozen() {
        return frozen;
    }

    /** Freezes or unfreezes the layer; call it before the network is initialised. */
    public void setFrozen(boolean frozen) {
        this.frozen = frozen;
    }

    /** The parameter arrays, in the order of DL4J's flat view. */
    abstract List<ParamSpec> specs();

    abstract ParamLayerRuntime<?> runtime(NeuralNetConfiguration conf, DataType dataType);

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType dataType) {
        ParamLayerRuntime<?> layer = runtime(conf, dataType);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(view);
        Map<String, INDArray> params = initializer().init(conf, view, initialize);
        layer.setParamTable(params);
        layer.setConf(conf);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return SpecInitializer.INSTANCE;
    }

    private ParamSpec.Role role(String key) {
        for (ParamSpec spec : specs()) {
            if (spec.key().equals(key)) {
                return spec.role();
            }
        }
        throw new IllegalArgumentException(
                RootFormat.of("%s has no parameter \"%s\"", getClass().getSimpleName(), key));
    }

    @Override
    public IUpdater getUpdaterByParam(String key) {
        // NoOp subtracts the gradient unchanged: a running statistic's step, a frozen layer's 0
        return frozen || role(key).isRunningStatistic() ? new NoOp() : super.getUpdaterByParam(key);
    }

    @Override
    public @Nullable List<Regularization> getRegularizationByParam(String key) {
        return role(key) == ParamSpec.Role.WEIGHT && !frozen ? regularization : null;
    }

    @Override
    public boolean isPretrainParam(String key) {
        return false;
    }

    @Override
    public @Nullable InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return null;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        // channels are always set
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        InputType output = getOutputType(-1, inputType);
        return new LayerMemoryReport.Builder(layerName, getClass(), inputType, output)
                .standardMemory(initializer().numParams(this), 0)
                .workingMemory(0, 0, 0, output.arrayElementsPerExample())
                .cacheMemory(0, 0)
                .build();
    }

    /** Checks that the input is a feature map with the expected number of channels. */
    InputType.InputTypeConvolutional mapType(InputType type, long expectedChannels) {
        if (!(type instanceof InputType.InputTypeConvolutional map)
                || map.getChannels() != expectedChannels) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "layer \"%s\" needs a feature map of %s channels, got %s",
                            layerName, expectedChannels, type));
        }
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && format == ((ParamLayer) other).format
                && frozen == ((ParamLayer) other).frozen;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), format, frozen);
    }

    /** Options of all layers with parameters. */
    abstract static class Builder<T extends Builder<T>> extends BaseLayer.Builder<T> {
        private CNN2DFormat format = CNN2DFormat.NHWC;

        /** Memory layout of input and output; default NHWC, the fast one on a CPU. */
        @SuppressWarnings("unchecked")
        public T format(CNN2DFormat format) {
            this.format = format;
            return (T) this;
        }
    }
}
