package org.lgsc.core.layers;

import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.lgsc.core.internal.RootFormat;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Affine normalisation of each channel, with an optional fused ReLU: {@code y = gamma (x - mean) /
 * sqrt(variance + eps) + beta}.
 */
public abstract class Norm2d extends ParamLayer {
    private static final long serialVersionUID = 1L;

    private long channels;
    private double eps = 1e-5;
    private boolean relu;

    /** For Jackson. */
    protected Norm2d() {}

    Norm2d(Builder<?> builder) {
        super(builder);
        this.channels = builder.channels;
        this.eps = builder.eps;
        this.relu = builder.relu;
        if (channels < 1 || !(eps > 0)) {
            throw new IllegalArgumentException(
                    RootFormat.of("norm over %s channels with eps %s", channels, eps));
        }
    }

    /** True when every sample has its own statistics. */
    abstract boolean perSample();

    @Override
    ParamLayerRuntime<?> runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new Norm2dRuntime(conf, dataType);
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        return mapType(type, channels);
    }

    /** Number of channels. */
    public long getChannels() {
        return channels;
    }

    /** For Jackson. */
    public void setChannels(long channels) {
        this.channels = channels;
    }

    /** Added to the variance. */
    public double getEps() {
        return eps;
    }

    /** For Jackson. */
    public void setEps(double eps) {
        this.eps = eps;
    }

    /** Whether a ReLU follows. */
    public boolean isRelu() {
        return relu;
    }

    /** For Jackson. */
    public void setRelu(boolean relu) {
        this.relu = relu;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof Norm2d that
                && getClass() == that.getClass()
                && channels == that.channels
                && eps == that.eps
                && relu == that.relu;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), channels, eps, relu);
    }

    /** Options of both norms. */
    abstract static class Builder<T extends Builder<T>> extends ParamLayer.Builder<T> {
        private long channels;
        private double eps = 1e-5;
        private boolean relu;

        /** Number of channels, required. */
        @SuppressWarnings("unchecked")
        public T channels(long channels) {
            this.channels = channels;
            return (T) this;
        }

        /** Added to the variance; default 1e-5. */
        @SuppressWarnings("unchecked")
        public T eps(double eps) {
            this.eps = eps;
            return (T) this;
        }

        /** Whether a ReLU follows; default no. */
        @SuppressWarnings("unchecked")
        public T relu(boolean relu) {
            this.relu = relu;
            return (T) this;
        }
    }
}
