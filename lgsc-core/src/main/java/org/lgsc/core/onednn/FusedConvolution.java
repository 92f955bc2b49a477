package org.lgsc.core.onednn;

import org.bytedeco.dnnl.memory;
import org.lgsc.core.onednn.Convolution.Geometry;
import org.lgsc.core.onednn.ConvolutionReference.Types;

/**
 * A convolution with bias, added to another map if there is one, then the activation; what a
 * program needs of it.
 *
 * @param geometry of the convolution
 * @param transposed whether it is the transpose of that convolution, from its output to its input
 * @param from layout of the map that comes in
 * @param to layout of the map that goes out
 * @param input form of the map that comes in
 * @param onto form of the map that the result is added to and written over; null for none
 * @param output form of the map that goes out
 * @param activation that follows
 */
record FusedConvolution(
        Geometry geometry,
        boolean transposed,
        MapLayout from,
        MapLayout to,
        Form input,
        Form onto,
        Form output,
        Elementwise.Activation activation) {
    /** The same of floats. */
    FusedConvolution ofFloats() {
        Form onto = this.onto == null ? null : Form.FLOAT32;
        return new FusedConvolution(
                geometry,
                transposed,
                from,
                to,
                input.floats(),
                onto,
                output.floats(),
                activation);
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

    /** Channels of the map that goes out. */
    long outputs() {
        return transposed ? geometry.inputChannels() : geometry.outputChannels();
    }

    /** Channels of the map that comes in. */
    long inputs() {
        return transposed ? geometry.outputChannels() : geometry.inputChannels();
    }

    /** [out, in, k, k]. */
    long[] weightShape() {
        return new long[] {outputs(), inputs(), geometry.kernel(), geometry.kernel()};
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
