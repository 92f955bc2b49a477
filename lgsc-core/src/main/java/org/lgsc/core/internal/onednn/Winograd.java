package org.lgsc.core.internal.onednn;

import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.primitive_attr;
import org.jspecify.annotations.Nullable;

/**
 * 3x3 convolutions by Winograd's minimal filtering (Lavin and Gray, arXiv 1509.09308), which takes
 * less than half the time of direct convolution. oneDNN supports them on processors with AVX-512.
 */
final class Winograd {
    static final boolean AVAILABLE =
            OneDnn.available()
                    && describe(
                                    new FusedConvolution(
                                            new Convolution.Geometry(1, 16, 32, 32, 16, 3, 1, 1, 1),
                                            false,
                                            MapLayout.BLOCKS,
                                            MapLayout.BLOCKS,
                                            Form.FLOAT32,
                                            null,
                                            Form.FLOAT32,
                                            Elementwise.Activation.NONE),
                                    Call.attributes())
                            != null;

    private Winograd() {}

    /** Describes a convolution on maps in complete blocks; null when there is no implementation. */
    static @Nullable Implementations<convolution_forward.primitive_desc> describe(
            FusedConvolution wanted, primitive_attr attributes) {
        try {
            return FusedOperations.describe(
                    dnnl.algorithm.convolution_winograd, wanted, attributes);
        } catch (RuntimeException e) {
            return null; // thrown by oneDNN when it has no implementation
        }
    }
}
