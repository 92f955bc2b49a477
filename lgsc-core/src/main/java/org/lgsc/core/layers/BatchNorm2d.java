package org.lgsc.core.layers;

import java.util.List;
import java.util.Objects;

/**
 * Batch norm (Ioffe and Szegedy, arXiv 1502.03167) as in torch: batch statistics in training,
 * running ones in inference, {@code running = (1 - momentum) running + momentum batch} with the
 * unbiased variance of the batch. Parameters "gamma", "beta", "mean" and "var", each [C].
 */
public final class BatchNorm2d extends Norm2d {
    private static final long serialVersionUID = 1L;

    static final String RUNNING_MEAN = "mean";
    static final String RUNNING_VARIANCE = "var";

    private double momentum = 0.1;

    /** For Jackson. */
    public BatchNorm2d() {}

    private BatchNorm2d(Builder builder) {
        super(builder);
        this.momentum = builder.momentum;
    }

    @Override
    List<ParamSpec> specs() {
        return List.of(
                new ParamSpec("gamma", ParamSpec.Role.GAIN, getChannels()),
                new ParamSpec("beta", ParamSpec.Role.SHIFT, getChannels()),
                new ParamSpec(RUNNING_MEAN, ParamSpec.Role.RUNNING_MEAN, getChannels()),
                new ParamSpec(RUNNING_VARIANCE, ParamSpec.Role.RUNNING_VARIANCE, getChannels()));
    }

    @Override
    boolean perSample() {
        return false;
    }

    /** Weight of the newest batch in the running statistics. */
    public double getMomentum() {
        return momentum;
    }

    /** For Jackson. */
    public void setMomentum(double momentum) {
        this.momentum = momentum;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && momentum == ((BatchNorm2d) other).momentum;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), momentum);
    }

    /** Builds a {@link BatchNorm2d}. */
    @SuppressWarnings("unchecked") // DL4J declares build() with a free type
    public static final class Builder extends Norm2d.Builder<Builder> {
        private double momentum = 0.1;

        /** Weight of the newest batch in the running statistics; default 0.1. */
        public Builder momentum(double momentum) {
            this.momentum = momentum;
            return this;
        }

        @Override
        public BatchNorm2d build() {
            return new BatchNorm2d(this);
        }
    }
}
