package org.lgsc.core.layers;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/** Mean of each channel over all pixels: a feature map becomes a vector [N, C]. */
public final class GlobalAveragePool2d extends MapLayer {
    private static final long serialVersionUID = 1L;

    /** For Jackson. */
    public GlobalAveragePool2d() {}

    /**
     * @param format memory layout of the input map
     */
    public GlobalAveragePool2d(CNN2DFormat format) {
        super(format);
    }

    @Override
    MapLayerRuntime<?> runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new MapLayerRuntime.Mean(conf, dataType);
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        return InputType.feedForward(mapType(type).getChannels());
    }
}
