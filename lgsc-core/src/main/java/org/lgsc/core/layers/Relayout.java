package org.lgsc.core.layers;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/** Changes the memory layout of a feature map, from {@link #getFormat()} to the other one. */
public final class Relayout extends MapLayer {
    private static final long serialVersionUID = 1L;

    /** For Jackson. */
    public Relayout() {}

    private Relayout(CNN2DFormat from) {
        super(from);
    }

    /** Puts channels last: [N,C,H,W] to [N,H,W,C]. */
    public static Relayout toNhwc() {
        return new Relayout(CNN2DFormat.NCHW);
    }

    /** Puts channels first: [N,H,W,C] to [N,C,H,W]. */
    public static Relayout toNchw() {
        return new Relayout(CNN2DFormat.NHWC);
    }

    @Override
    MapLayerRuntime<?> runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new MapLayerRuntime.Permute(conf, dataType);
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        InputType.InputTypeConvolutional map = mapType(type);
        CNN2DFormat to = getFormat() == CNN2DFormat.NCHW ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
        return InputType.convolutional(map.getHeight(), map.getWidth(), map.getChannels(), to);
    }
}
