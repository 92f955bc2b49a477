package org.lgsc.core.layers;

import java.util.List;

/**
 * Affine instance norm (Ulyanov et al., arXiv 1607.08022): mean and variance of each channel of
 * each sample, in training and inference alike. The norm of LGSC's decoder in the published code.
 */
public final class InstanceNorm2d extends Norm2d {
    private static final long serialVersionUID = 1L;

    /** For Jackson. */
    public InstanceNorm2d() {}

    private InstanceNorm2d(Builder builder) {
        super(builder);
    }

    @Override
    List<ParamSpec> specs() {
        return List.of(
                new ParamSpec("gamma", ParamSpec.Role.GAIN, getChannels()),
                new ParamSpec("beta", ParamSpec.Role.SHIFT, getChannels()));
    }

    @Override
    boolean perSample() {
        return true;
    }

    /** Builds an {@link InstanceNorm2d}. */
    @SuppressWarnings("unchecked") // DL4J declares build() with a free type
    public static final class Builder extends Norm2d.Builder<Builder> {
        @Override
        public InstanceNorm2d build() {
            return new InstanceNorm2d(this);
        }
    }
}
