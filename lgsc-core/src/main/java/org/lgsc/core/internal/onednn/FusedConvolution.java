package org.lgsc.core.internal.onednn;

import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.Convolution.Geometry;
import org.lgsc.core.internal.onednn.ConvolutionReference.Types;

/**
 * Description of a convolution in a program, with bias, an optional sum with another map, and an
 * activation.
 *
 * @param geometry shapes of the convolution
 * @param transposed whether it is the transpose of that convolution, from its output to its input
 * @param from layout of the input map
 * @param to layout of the output map
 * @param input form of the input map
 * @param onto form of the map to which the result is added and which it overwrites; null for none
 * @param output form of the output map
 * @param activation activation of the result
 */
record FusedConvolution(
        Geometry geometry,
        boolean transposed,
        MapLayout from,
        MapLayout to,
        Form input,
        @Nullable Form onto,
        Form output,
        Elementwise.Activation activation) {
    /** The same convolution with floats. */
    FusedConvolution ofFloats() {
        Form onto = this.onto == null ? null : Form.FLOAT32;
        return new FusedConvolution(
                geometry, transposed, from, to, input.floats(), onto, output.floats(), activation);
    }

    Types types() {
        Numbers in = input.numbers();
        return new Types(in, in.isWhole() ? Numbers.INT8 : in, output.numbers());
    }

    /** Whether Winograd's filtering can compute it. */
    boolean isFiltered() {
        return types().equals(Types.FLOAT32)
                && from == MapLayout.BLOCKS
                && geometry.kernel() == 3
                && geometry.stride() == 1
                && geometry.columns() == 1
                && !transposed;
    }

    memory.desc source() {
        Numbers numbers = input.numbers();
        return transposed ? geometry.output(from, numbers) : geometry.input(from, numbers);
    }

    memory.desc destination() {
        Numbers numbers = output.numbers();
        return transposed ? geometry.input(to, numbers) : geometry.output(to, numbers);
    }

    /** Number of channels of the output map. */
    long outputs() {
        return transposed ? geometry.inputChannels() : geometry.outputChannels();
    }

    /** Number of channels of the input map. */
    long inputs() {
        return transposed ? geometry.outputChannels() : geometry.inputChannels();
    }

    /** Shape [out, in, k, k] of the weights. */
    long[] weightShape() {
        return new long[] {outputs(), inputs(), geometry.kernel(), geometry.kernelWidth()};
    }

    String label() {
        String what =
                transposed
                        ? "up-convolution "
                                + inputs()
                                + "->"
                                + outputs()
                                + " "
                                + geometry.outputHeight()
                                + "x"
                                + geometry.outputWidth()
                        : geometry.label();
        return what + types().suffix();
    }
}
