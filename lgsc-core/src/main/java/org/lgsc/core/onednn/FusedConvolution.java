package org.lgsc.core.onednn;

import org.lgsc.core.onednn.Convolution.Geometry;
import org.lgsc.core.onednn.ConvolutionReference.Types;

/**
 * A convolution with bias, added to another map if {@code onto}, then the activation; what a
 * program needs of it.
 *
 * @param geometry of the convolution
 * @param from layout of the map that comes in
 * @param to layout of the map that goes out
 * @param onto whether the result is added to what stands there
 * @param activation that follows
 */
record FusedConvolution(
        Geometry geometry,
        MapLayout from,
        MapLayout to,
        boolean onto,
        Elementwise.Activation activation) {
    /**
     * How it is computed.
     *
     * @param form in which it reads and writes maps
     * @param candidate the operation
     */
    record Way(Form form, Trial.Candidate candidate) {}

    /** In that form, or of floats where no operation of that form computes what it should. */
    Way in(Form form) {
        Trial.Candidate some = ConvolutionOperations.fused(this, Types.all(form.numbers()));
        return some != null
                ? new Way(form, some)
                : new Way(Form.FLOAT32, ConvolutionOperations.fused(this, Types.FLOAT32));
    }

    /** Whether Winograd's filtering can compute it. */
    boolean isFiltered() {
        return from == MapLayout.BLOCKS && geometry.kernel() == 3 && geometry.stride() == 1;
    }
}
