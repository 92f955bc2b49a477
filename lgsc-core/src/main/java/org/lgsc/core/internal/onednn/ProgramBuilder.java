package org.lgsc.core.internal.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.Buffers.Block;
import org.lgsc.core.internal.onednn.ConvolutionReference.Types;

/**
 * Builds a {@link Program} operation by operation, in execution order. A map's memory is reused for
 * a later map after its last reader, which {@link #release} announces.
 */
public final class ProgramBuilder {
    /**
     * A map between two operations.
     *
     * @param samples number of samples N
     * @param channels number of channels C, complete blocks if the layout has blocks
     * @param height height H
     * @param width width W
     * @param layout memory layout
     * @param form number format
     * @param memory memory of the map
     */
    public record Map4(
            long samples,
            long channels,
            long height,
            long width,
            MapLayout layout,
            Form form,
            Block memory) {
        memory.desc description() {
            return layout.describe(samples, channels, height, width, form.numbers());
        }

        long address() {
            return memory.address();
        }

        /** The same memory, to which a map of another form is written. */
        Map4 as(Form other) {
            return new Map4(samples, channels, height, width, layout, other, memory);
        }

        long[] shape() {
            return new long[] {samples, height, width, channels};
        }

        String size() {
            return height + "x" + width;
        }
    }

    /**
     * Map to which the result of a convolution is added.
     *
     * @param map map of the result's shape without other readers; it is overwritten
     * @param form form in which it is read; its numbers have the same size as those of the result
     */
    public record Added(Map4 map, Form form) {}

    private final ProgramMaps maps;
    private final MapLayout layout;
    private @Nullable Map4 first;
    private double flops;

    /**
     * Creates a builder for maps in a layout. With blocks, the images stay in NCHW, because an
     * operation reads both.
     *
     * @param layout memory layout of maps
     */
    public ProgramBuilder(MapLayout layout) {
        this.layout = layout;
        this.maps = new ProgramMaps(layout);
    }

    /**
     * Whether Winograd convolutions, which are more than twice as fast as others, are available on
     * this processor.
     */
    public static boolean hasWinograd() {
        return Winograd.AVAILABLE;
    }

    /** Adds the input images. */
    public Map4 images(long samples, long channels, long height, long width, Form form) {
        MapLayout images = layout == MapLayout.BLOCKS ? MapLayout.PLANES : layout;
        Map4 map = maps.map(samples, channels, height, width, images, form);
        first = map;
        return map;
    }

    /** Declares that no later operation reads this map. */
    public void release(Map4 map) {
        maps.release(map);
    }

    /**
     * Adds a convolution with bias, an optional sum with another map, and an activation.
     *
     * @param onto map to which the result is added; null for none
     * @param in form in which the map is read
     * @param out form of the result, if there is an operation for both forms
     */
    public Map4 convolution(
            Map4 x,
            Filter filter,
            long outputs,
            long kernel,
            long stride,
            long padding,
            @Nullable Added onto,
            Elementwise.Activation activation,
            Form in,
            Form out) {
        Convolution.Geometry asked =
                new Convolution.Geometry(
                        x.samples(),
                        x.channels(),
                        x.height(),
                        x.width(),
                        layout.stored(outputs),
                        kernel,
                        stride,
                        padding,
                        padding);
        boolean pixels = layout == MapLayout.PIXELS;
        boolean beside = pixels && Recast.canBeside(asked);
        Convolution.Geometry computed = pixels ? asked.plannable() : asked;
        return run(
                new FusedConvolution(
                        beside ? asked.beside(Recast.COLUMNS) : computed,
                        false,
                        x.layout(),
                        layout,
                        in,
                        onto == null ? null : onto.form(),
                        out,
                        activation),
                beside ? filter.beside() : filter,
                x,
                onto == null ? null : onto.map(),
                new long[] {outputs, asked.outputHeight(), asked.outputWidth()});
    }

    /** Counts two operations for each product, including products with the zeros of the padding. */
    private void count(Filter filter, Convolution.Geometry of) {
        double pixels = (double) of.samples() * of.outputHeight() * of.outputWidth();
        flops += 2 * filter.products() * pixels;
    }

    /**
     * @param shape number of channels, height and width of the result
     */
    private Map4 run(
            FusedConvolution asked, Filter filter, Map4 x, @Nullable Map4 onto, long[] shape) {
        FusedConvolution wanted = asked;
        int outputs = (int) wanted.outputs();
        float[] scales = filter.scales(outputs);
        Trial.Candidate chosen = FusedOperations.of(wanted, scales);
        if (chosen == null) {
            wanted = asked.ofFloats();
            chosen = Objects.requireNonNull(FusedOperations.of(wanted, scales), "floats");
        }
        count(filter, wanted.geometry());
        Map4 in = maps.in(wanted.input(), x);
        Map4 out =
                onto != null && wanted.onto() != null
                        ? maps.owned(wanted.onto(), onto).as(wanted.output())
                        : maps.map(x.samples(), shape[0], shape[1], shape[2], wanted.output());
        boolean same =
                !wanted.input().numbers().isWhole()
                        && wanted.input().offset() == 0
                        && wanted.output().offset() == 0;
        long bias =
                same
                        ? filter.bias().address()
                        : maps.vector(filter.bias(wanted.input(), wanted.output(), outputs))
                                .address();
        maps.add(chosen.call())
                .bind(dnnl.DNNL_ARG_WEIGHTS, filter.in(chosen.weights(), wanted.weightShape()))
                .bind(dnnl.DNNL_ARG_SRC, in.address())
                .bind(dnnl.DNNL_ARG_BIAS, bias)
                .bind(dnnl.DNNL_ARG_DST, out.address());
        return out;
    }

    /**
     * Up-convolution to twice the size with bias, then the activation. A map with an offset gets
     * the row and the column of zeros that lie behind it.
     *
     * @param filter filter from {@link Filter#transposed}
     */
    public Map4 upConvolution(
            Map4 small,
            Filter filter,
            long outputs,
            Elementwise.Activation activation,
            Form in,
            Form out) {
        boolean padded = in.offset() > 0;
        Map4 x = padded ? maps.padded(small, in) : small;
        long n = small.samples();
        long inputs = small.channels();
        return run(
                new FusedConvolution(
                        padded
                                ? UpConvolution.padded(
                                        n, inputs, small.height(), small.width(), outputs)
                                : UpConvolution.geometry(
                                        n, inputs, small.height(), small.width(), outputs),
                        true,
                        x.layout(),
                        layout,
                        in,
                        null,
                        out,
                        activation),
                filter,
                x,
                null,
                new long[] {outputs, 2 * small.height(), 2 * small.width()});
    }

    /**
     * Adds an up-convolution to twice the size without bias.
     *
     * @param filter filter from {@link Filter#upward}
     * @param asked form of both maps, if there is an operation for it
     */
    public Map4 upConvolution(Map4 small, Filter filter, long outputs, Form asked) {
        Convolution.Geometry geometry =
                UpConvolution.geometry(
                        small.samples(), small.channels(), small.height(), small.width(), outputs);
        String label = "up-convolution " + small.channels() + "->" + outputs + " " + small.size();
        Types types = Types.all(asked.numbers());
        ConvolutionOperations operations = ConvolutionOperations.direct(geometry, layout);
        Trial.Candidate some = operations.inputGradientIfAny(types, label + types.suffix());
        Trial.Candidate chosen =
                some != null ? some : operations.inputGradient(Types.FLOAT32, label);
        Form form = some != null ? asked : Form.FLOAT32;
        count(filter, geometry);
        Map4 x = maps.in(form, small);
        Map4 out = maps.map(x.samples(), outputs, 2 * x.height(), 2 * x.width(), form);
        maps.add(chosen.call())
                .bind(
                        dnnl.DNNL_ARG_WEIGHTS,
                        filter.in(chosen.weights(), new long[] {x.channels(), outputs, 3, 3}))
                .bind(dnnl.DNNL_ARG_DIFF_DST, x.address())
                .bind(dnnl.DNNL_ARG_DIFF_SRC, out.address());
        return out;
    }

    /** Adds an instance norm with an optional ReLU; in place. */
    public Map4 instanceNorm(Map4 x, float[] gamma, float[] beta, double eps, boolean relu) {
        return new ProgramNorms(maps).instanceNorm(x, gamma, beta, eps, relu);
    }

    /**
     * Adds {@code gamma (x - mean) / sqrt(variance + eps) + beta} with given statistics; in place.
     */
    public Map4 batchNorm(
            Map4 x,
            float[] gamma,
            float[] beta,
            float[] mean,
            float[] variance,
            double eps,
            boolean relu) {
        return new ProgramNorms(maps).batchNorm(x, gamma, beta, mean, variance, eps, relu);
    }

    /** Adds the maximum over square windows. */
    public Map4 maxPool(Map4 x, long kernel, long stride, long padding) {
        Map4 out =
                maps.map(
                        x.samples(),
                        x.channels(),
                        (x.height() + 2 * padding - kernel) / stride + 1,
                        (x.width() + 2 * padding - kernel) / stride + 1,
                        x.form());
        pooling_forward.desc wanted =
                new pooling_forward.desc(
                        dnnl.prop_kind.forward_inference,
                        dnnl.algorithm.pooling_max,
                        x.description(),
                        out.description(),
                        new long[] {stride, stride},
                        new long[] {kernel, kernel},
                        new long[] {padding, padding},
                        new long[] {padding, padding});
        pooling_forward.primitive_desc description =
                new pooling_forward.primitive_desc(wanted, Call.attributes(), OneDnn.engine());
        maps.add(
                        OperationTrial.first(
                                new Implementations<>(description, wanted),
                                d ->
                                        new Call(
                                                        "pooling",
                                                        new pooling_forward(d),
                                                        d.scratchpad_desc())
                                                .argument(dnnl.DNNL_ARG_SRC, x.description())
                                                .argument(dnnl.DNNL_ARG_DST, out.description()),
                                new Expectations.Windows(
                                                new long[] {kernel, kernel}, stride, padding, false)
                                        ::forward))
                .bind(dnnl.DNNL_ARG_SRC, x.address())
                .bind(dnnl.DNNL_ARG_DST, out.address());
        return out;
    }

    /**
     * activation(a + b), written over a.
     *
     * @param offset of the result, which is then of floats; 0 for none
     */
    public Map4 sum(Map4 one, Map4 other, Elementwise.Activation activation, float offset) {
        Map4 a = maps.ownedFloats(one);
        Map4 b = maps.in(a.form(), other);
        post_ops after = new post_ops();
        Elementwise.append(after, activation);
        if (offset > 0) {
            after.append_eltwise(1f, dnnl.algorithm.eltwise_linear, 1f, offset);
        }
        primitive_attr attributes = Call.attributes();
        attributes.set_post_ops(after);
        memory.desc map = a.description();
        binary.desc wanted = new binary.desc(dnnl.algorithm.binary_add, map, map, map);
        binary.primitive_desc description =
                new binary.primitive_desc(wanted, attributes, OneDnn.engine());
        maps.add(
                        OperationTrial.first(
                                new Implementations<>(description, wanted),
                                d ->
                                        new Call("sum", new binary(d), d.scratchpad_desc())
                                                .argument(dnnl.DNNL_ARG_SRC_0, map)
                                                .argument(dnnl.DNNL_ARG_SRC_1, map)
                                                .argument(dnnl.DNNL_ARG_DST, map),
                                Expectations.sum(activation, offset)))
                .bind(dnnl.DNNL_ARG_SRC_0, a.address())
                .bind(dnnl.DNNL_ARG_SRC_1, b.address())
                .bind(dnnl.DNNL_ARG_DST, a.address());
        return offset > 0 ? a.as(new Form(a.form().numbers(), 1, offset)) : a;
    }

    /** Adds the concatenation of the channels of two maps, in the given form. */
    public Map4 together(Map4 a, Map4 b, Form form) {
        Map4 out = maps.map(a.samples(), a.channels() + b.channels(), a.height(), a.width(), form);
        long before = 0;
        for (Map4 part : List.of(a, b)) {
            memory.desc within =
                    out.description()
                            .submemory_desc(
                                    new long[] {
                                        part.samples(), part.channels(), part.height(), part.width()
                                    },
                                    new long[] {0, before, 0, 0});
            maps.copy(part, within, out);
            before += part.channels();
        }
        return out;
    }

    /** Passes the values of a map, which must be floats, to a watcher at each run. */
    public void watch(Map4 map, Consumer<FloatBuffer> watcher) {
        int floats = (int) (map.description().get_size() / Float.BYTES);
        maps.steps().add(() -> watcher.accept(Memory.floats(map.address(), floats)));
    }

    /** Builds the program, whose result are the first channels of the given map, in NCHW. */
    public Program build(Map4 last, long channels) {
        Map4 images = Objects.requireNonNull(first, "images");
        Map4 result = maps.ownedFloats(last);
        long[] shape = {result.samples(), channels, result.height(), result.width()};
        return new Program(
                maps.steps(),
                maps.memory(),
                Reorder.of(
                        "relayout",
                        Shapes.dense(
                                images.samples(),
                                images.channels(),
                                images.height(),
                                images.width()),
                        images.description()),
                images.address(),
                Reorder.of(
                        "relayout",
                        result.layout()
                                .describe(
                                        shape[0],
                                        shape[1],
                                        shape[2],
                                        shape[3],
                                        result.form().numbers()),
                        Shapes.dense(shape)),
                result.address(),
                flops);
    }
}
