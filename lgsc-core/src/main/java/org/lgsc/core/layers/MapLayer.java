package org.lgsc.core.layers;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of a layer without parameters on feature maps.
 *
 * <p>Not meant to be extended outside this package.
 */
public abstract class MapLayer extends NoParamLayer {
    private static final long serialVersionUID = 1L;

    private CNN2DFormat format = CNN2DFormat.NHWC;

    /** For Jackson. */
    protected MapLayer() {}

    MapLayer(CNN2DFormat format) {
        this.format = Objects.requireNonNull(format, "format");
    }

    /** Memory layout of the input feature maps. */
    public CNN2DFormat getFormat() {
        return format;
    }

    /** For Jackson. */
    public void setFormat(CNN2DFormat format) {
        this.format = format;
    }

    abstract MapLayerRuntime<?> runtime(NeuralNetConfiguration conf, DataType dataType);

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType dataType) {
        MapLayerRuntime<?> layer = runtime(conf, dataType);
        layer.setListeners(listeners);
        layer.setIndex(index);
        return layer;
    }

    @Override
    public @Nullable InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return null;
    }

    InputType.InputTypeConvolutional mapType(InputType type) {
        if (type instanceof InputType.InputTypeConvolutional map) {
            return map;
        }
        throw new IllegalArgumentException(
                RootFormat.of("layer \"%s\" needs a feature map, got %s", layerName, type));
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return new LayerMemoryReport.Builder(
                        layerName, getClass(), inputType, getOutputType(-1, inputType))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && getClass() == other.getClass()
                && format == ((MapLayer) other).format;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), format);
    }
}
