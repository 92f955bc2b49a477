package org.lgsc.core.layers;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.lgsc.core.internal.RootFormat;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Convolution without bias, with square kernel and explicit symmetric padding as in torchvision.
 *
 * <p>Input and output are feature maps in the layer's format; the weight "W" is [out, in, k, k].
 */
public final class Conv2d extends ParamLayer {
    private static final long serialVersionUID = 1L;

    private long inputChannels;
    private long outputChannels;
    private int kernel;
    private int stride;
    private int padding;

    /** For Jackson. */
    public Conv2d() {}

    private Conv2d(Builder builder) {
        super(builder);
        this.inputChannels = builder.inputChannels;
        this.outputChannels = builder.outputChannels;
        this.kernel = builder.kernel;
        this.stride = builder.stride;
        this.padding = builder.padding;
        if (inputChannels < 1 || outputChannels < 1 || kernel < 1 || stride < 1 || padding < 0) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "convolution %s->%s kernel %s stride %s padding %s is not possible",
                            inputChannels, outputChannels, kernel, stride, padding));
        }
    }

    @Override
    List<ParamSpec> specs() {
        return List.of(
                new ParamSpec(
                        "W", ParamSpec.Role.WEIGHT, outputChannels, inputChannels, kernel, kernel));
    }

    @Override
    ParamLayerRuntime<?> runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new Conv2dRuntime(conf, dataType);
    }

    /** Number of rows or columns of the output for the given number of the input. */
    long outputSize(long inputSize) {
        long padded = inputSize + 2L * padding;
        if (padded < kernel) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "layer \"%s\": a map of %s pixels is too small for kernel %s",
                            layerName, inputSize, kernel));
        }
        return (padded - kernel) / stride + 1;
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        InputType.InputTypeConvolutional map = mapType(type, inputChannels);
        return InputType.convolutional(
                outputSize(map.getHeight()),
                outputSize(map.getWidth()),
                outputChannels,
                getFormat());
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

    /** Side of the square kernel. */
    public int getKernel() {
        return kernel;
    }

    /** For Jackson. */
    public void setKernel(int kernel) {
        this.kernel = kernel;
    }

    /** Stride in both directions. */
    public int getStride() {
        return stride;
    }

    /** For Jackson. */
    public void setStride(int stride) {
        this.stride = stride;
    }

    /** Zero rows and columns added on every side. */
    public int getPadding() {
        return padding;
    }

    /** For Jackson. */
    public void setPadding(int padding) {
        this.padding = padding;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof Conv2d that
                && inputChannels == that.inputChannels
                && outputChannels == that.outputChannels
                && kernel == that.kernel
                && stride == that.stride
                && padding == that.padding;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                super.hashCode(), inputChannels, outputChannels, kernel, stride, padding);
    }

    /** Builds a {@link Conv2d}. */
    @SuppressWarnings("unchecked") // DL4J declares build() with a free type
    public static final class Builder extends ParamLayer.Builder<Builder> {
        private long inputChannels;
        private long outputChannels;
        private int kernel = 3;
        private int stride = 1;
        private int padding = 0;

        /** Numbers of input and output channels, both required. */
        public Builder channels(long input, long output) {
            this.inputChannels = input;
            this.outputChannels = output;
            return this;
        }

        /** Square kernel; default 3. */
        public Builder kernel(int kernel) {
            this.kernel = kernel;
            return this;
        }

        /** Stride; default 1. */
        public Builder stride(int stride) {
            this.stride = stride;
            return this;
        }

        /** Zeros on every side; default 0. */
        public Builder padding(int padding) {
            this.padding = padding;
            return this;
        }

        @Override
        public Conv2d build() {
            return new Conv2d(this);
        }
    }
}
