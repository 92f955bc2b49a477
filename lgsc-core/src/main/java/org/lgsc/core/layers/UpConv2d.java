package org.lgsc.core.layers;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.lgsc.core.internal.RootFormat;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The decoder's up-convolution: nearest-neighbour upsampling by 2, one zero row below and one zero
 * column to the right, 2x2 convolution without bias. The map doubles in height and width.
 *
 * <p>The weight "W" is [out, in, 2, 2]. The upsampled map is never created: see {@link
 * UpConv2dRuntime}.
 */
public final class UpConv2d extends ParamLayer {
    private static final long serialVersionUID = 1L;

    private long inputChannels;
    private long outputChannels;

    /** For Jackson. */
    public UpConv2d() {}

    private UpConv2d(Builder builder) {
        super(builder);
        this.inputChannels = builder.inputChannels;
        this.outputChannels = builder.outputChannels;
        if (inputChannels < 1 || outputChannels < 1) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "up-convolution %s->%s channels is not possible",
                            inputChannels, outputChannels));
        }
    }

    @Override
    List<ParamSpec> specs() {
        return List.of(
                new ParamSpec("W", ParamSpec.Role.WEIGHT, outputChannels, inputChannels, 2, 2));
    }

    @Override
    ParamLayerRuntime<?> runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new UpConv2dRuntime(conf, dataType);
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        InputType.InputTypeConvolutional map = mapType(type, inputChannels);
        return InputType.convolutional(
                2 * map.getHeight(), 2 * map.getWidth(), outputChannels, getFormat());
    }

    /** Number of input channels. */
    public long getInputChannels() {
        return inputChannels;
    }

    /** For Jackson. */
    public void setInputChannels(long inputChannels) {
        this.inputChannels = inputChannels;
    }

    /** Number of output channels. */
    public long getOutputChannels() {
        return outputChannels;
    }

    /** For Jackson. */
    public void setOutputChannels(long outputChannels) {
        this.outputChannels = outputChannels;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof UpConv2d that
                && inputChannels == that.inputChannels
                && outputChannels == that.outputChannels;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), inputChannels, outputChannels);
    }

    /** Builds an {@link UpConv2d}. */
    @SuppressWarnings("unchecked") // DL4J declares build() with a free type
    public static final class Builder extends ParamLayer.Builder<Builder> {
        private long inputChannels;
        private long outputChannels;

        /** Numbers of input and output channels, both required. */
        public Builder channels(long input, long output) {
            this.inputChannels = input;
            this.outputChannels = output;
            return this;
        }

        @Override
        public UpConv2d build() {
            return new UpConv2d(this);
        }
    }
}
