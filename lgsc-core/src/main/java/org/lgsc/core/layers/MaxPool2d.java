package org.lgsc.core.layers;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/** Max pooling with a square window and explicit symmetric padding, as in torchvision. */
public final class MaxPool2d extends MapLayer {
    private static final long serialVersionUID = 1L;

    private int kernel;
    private int stride;
    private int padding;

    /** For Jackson. */
    public MaxPool2d() {}

    /**
     * @param kernel side of the window
     * @param stride step of the window
     * @param padding number of ignored pixels on every side
     * @param format memory layout
     */
    public MaxPool2d(int kernel, int stride, int padding, CNN2DFormat format) {
        super(format);
        this.kernel = kernel;
        this.stride = stride;
        this.padding = padding;
    }

    @Override
    MapLayerRuntime<?> runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new MapLayerRuntime.Max(conf, dataType);
    }

    long outputSize(long inputSize) {
        return (inputSize + 2L * padding - kernel) / stride + 1;
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        InputType.InputTypeConvolutional map = mapType(type);
        return InputType.convolutional(
                outputSize(map.getHeight()),
                outputSize(map.getWidth()),
                map.getChannels(),
                getFormat());
    }

    /** Side of the window. */
    public int getKernel() {
        return kernel;
    }

    /** For Jackson. */
    public void setKernel(int kernel) {
        this.kernel = kernel;
    }

    /** Step of the window. */
    public int getStride() {
        return stride;
    }

    /** For Jackson. */
    public void setStride(int stride) {
        this.stride = stride;
    }

    /** Number of ignored pixels on every side. */
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
                && other instanceof MaxPool2d that
                && kernel == that.kernel
                && stride == that.stride
                && padding == that.padding;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), kernel, stride, padding);
    }
}
