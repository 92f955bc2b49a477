package org.lgsc.core.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.lgsc.core.onednn.Buffers.Block;
import org.lgsc.core.onednn.ConvolutionReference.Types;

/**
 * Puts a {@link Program} together, operation by operation, in the order in which they will run. A
 * map's memory is given to a later map as soon as its last reader, announced by {@link #release},
 * is in the program.
 */
public final class ProgramBuilder {
    /**
     * A map between two operations.
     *
     * @param samples N
     * @param channels C, whole blocks of them where the layout has blocks
     * @param height H
     * @param width W
     * @param layout how it lies in memory
     * @param form how its numbers are stored
     * @param memory where it lies
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

        long[] shape() {
            return new long[] {samples, height, width, channels};
        }

        String size() {
            return height + "x" + width;
        }
    }

    private final List<Program.Step> steps = new ArrayList<>();
    private final Buffers buffers = new Buffers();
    private final List<Block> vectors = new ArrayList<>();
    private final Map<Map4, Map4> copies = new HashMap<>();
    private final MapLayout layout;
    private final Form home;
    private Map4 first;

    /**
     * For maps in that layout; the images lie in NCHW before blocks, as an operation reads both.
     *
     * @param home how maps are stored that no operation wants otherwise
     */
    public ProgramBuilder(MapLayout layout, Form home) {
        this.layout = layout;
        this.home = home;
    }

    /** Whether this processor has Winograd convolutions, more than twice as fast as others. */
    public static boolean hasWinograd() {
        return Winograd.AVAILABLE;
    }

    private Map4 map(long n, long c, long h, long w, Form form) {
        return map(n, c, h, w, layout, form);
    }

    private Map4 map(long n, long c, long h, long w, MapLayout layout, Form form) {
        long stored = layout.stored(c);
        long bytes = form.numbers().bytes() * n * stored * h * w;
        return new Map4(n, stored, h, w, layout, form, buffers.take(bytes));
    }

    /** The same map stored otherwise, which lives as long as it. */
    private Map4 in(Form form, Map4 map) {
        if (map.form().equals(form)) {
            return map;
        }
        Map4 copy = copies.get(map);
        if (copy == null || !copy.form().equals(form)) {
            if (copy != null) {
                buffers.giveBack(copy.memory());
            }
            copy =
                    map(
                            map.samples(),
                            map.channels(),
                            map.height(),
                            map.width(),
                            map.layout(),
                            form);
            copies.put(map, copy);
            copy(map, copy.description(), copy);
        }
        return copy;
    }

    private void copy(Map4 from, memory.desc within, Map4 to) {
        Reorder copy = Reorder.of("copy", from.description(), within);
        steps.add(() -> copy.run(from.address(), to.address()));
    }

    private Call add(Call call) {
        steps.add(call::run);
        return call;
    }

    private Block vector(float[] values) {
        // vectorised operations may read up to the end of a block
        Block vector =
                Block.of(Arrays.copyOf(values, (int) MapLayout.BLOCKS.stored(values.length)));
        vectors.add(vector);
        return vector;
    }

    /** The images. */
    public Map4 images(long samples, long channels, long height, long width) {
        MapLayout images = layout == MapLayout.BLOCKS ? MapLayout.PLANES : layout;
        first = map(samples, channels, height, width, images, home);
        return first;
    }

    /** Says that no later operation reads this map. */
    public void release(Map4 map) {
        Map4 copy = copies.remove(map);
        if (copy != null) {
            buffers.giveBack(copy.memory());
        }
        buffers.giveBack(map.memory());
    }

    /**
     * Convolution with bias, added to another map if there is one, then the activation.
     *
     * @param onto a map of the result's shape that nobody else reads any more, to be added to and
     *     written over; null for none
     */
    public Map4 convolution(
            Map4 x,
            Filter filter,
            long outputs,
            long kernel,
            long stride,
            long padding,
            Map4 onto,
            Elementwise.Activation activation) {
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
        FusedConvolution wanted =
                new FusedConvolution(
                        layout == MapLayout.PIXELS ? asked.plannable() : asked,
                        x.layout(),
                        layout,
                        onto != null,
                        activation);
        FusedConvolution.Way way = wanted.in(home);
        Map4 in = in(way.form(), x);
        Trial.Candidate chosen = way.candidate();
        Map4 out =
                onto != null
                        ? owned(in(way.form(), onto), onto)
                        : map(
                                x.samples(),
                                outputs,
                                asked.outputHeight(),
                                asked.outputWidth(),
                                way.form());
        add(chosen.call())
                .bind(
                        dnnl.DNNL_ARG_WEIGHTS,
                        filter.in(
                                chosen.weights(),
                                new long[] {out.channels(), x.channels(), kernel, kernel}))
                .bind(dnnl.DNNL_ARG_SRC, in.address())
                .bind(dnnl.DNNL_ARG_BIAS, filter.bias().address())
                .bind(dnnl.DNNL_ARG_DST, out.address());
        return out;
    }

    /** A copy that is written over lives on without what it was copied from. */
    private Map4 owned(Map4 copy, Map4 of) {
        if (copy != of) {
            copies.remove(of);
            release(of);
        }
        return copy;
    }

    /** Up-convolution to twice the size. */
    public Map4 upConvolution(Map4 small, Filter filter, long outputs) {
        Convolution.Geometry geometry =
                UpConvolution.geometry(
                        small.samples(), small.channels(), small.height(), small.width(), outputs);
        String label = "up-convolution " + small.channels() + "->" + outputs + " " + small.size();
        Types types = Types.all(home.numbers());
        Trial.Candidate some =
                ConvolutionOperations.inputGradientIfAny(geometry, layout, label, types);
        Trial.Candidate chosen =
                some != null ? some : ConvolutionOperations.inputGradient(geometry, layout, label);
        Form form = some != null ? home : Form.FLOAT32;
        Map4 x = in(form, small);
        Map4 out = map(x.samples(), outputs, 2 * x.height(), 2 * x.width(), form);
        add(chosen.call())
                .bind(
                        dnnl.DNNL_ARG_WEIGHTS,
                        filter.in(chosen.weights(), new long[] {x.channels(), outputs, 3, 3}))
                .bind(dnnl.DNNL_ARG_DIFF_DST, x.address())
                .bind(dnnl.DNNL_ARG_DIFF_SRC, out.address());
        return out;
    }

    /** Instance norm, then the ReLU if there is one; in place. */
    public Map4 instanceNorm(Map4 map, float[] gamma, float[] beta, double eps, boolean relu) {
        Block gain = vector(gamma);
        Block shift = vector(beta);
        boolean narrow =
                layout == MapLayout.PIXELS && map.channels() < WideNormalisation.FEWEST_CHANNELS;
        Map4 x = narrow ? owned(in(Form.FLOAT32, map), map) : map;
        if (narrow) {
            Normalisation norm = new NarrowNormalisation(x.shape(), true, eps, relu);
            steps.add(
                    () -> norm.forward(x.address(), gain.address(), shift.address(), x.address()));
            return x;
        }
        Numbers numbers = x.form().numbers();
        memory.desc sample =
                layout == MapLayout.PIXELS
                        ? WideNormalisation.rows(x.shape(), x.samples(), numbers)
                        : layout.describe(1, x.channels(), x.height(), x.width(), numbers);
        batch_normalization_forward.desc wanted =
                new batch_normalization_forward.desc(
                        dnnl.prop_kind.forward_inference.value,
                        sample,
                        (float) eps,
                        WideNormalisation.flags(relu));
        Implementations<batch_normalization_forward.primitive_desc> implementations =
                Implementations.withoutBarriers(
                        () ->
                                new batch_normalization_forward.primitive_desc(
                                        wanted, Call.attributes(), OneDnn.engine()),
                        wanted);
        Function<batch_normalization_forward.primitive_desc, Call> norm =
                d ->
                        new Call(
                                        "instance norm " + x.channels() + " channels " + x.size(),
                                        new batch_normalization_forward(d),
                                        d.scratchpad_desc())
                                .argument(dnnl.DNNL_ARG_SRC, sample)
                                .argument(dnnl.DNNL_ARG_DST, sample)
                                .argument(dnnl.DNNL_ARG_SCALE, Shapes.vector(x.channels()))
                                .argument(dnnl.DNNL_ARG_SHIFT, Shapes.vector(x.channels()));
        Rehearsal.first(implementations, norm, new NormExpectation(eps, relu, false)::forward);
        for (long n = 0; n < x.samples(); n++) {
            long at = x.address() + n * sample.get_size();
            add(norm.apply(implementations.current()))
                    .bind(dnnl.DNNL_ARG_SRC, at)
                    .bind(dnnl.DNNL_ARG_DST, at)
                    .bind(dnnl.DNNL_ARG_SCALE, gain.address())
                    .bind(dnnl.DNNL_ARG_SHIFT, shift.address());
        }
        return x;
    }

    /** {@code gamma (x - mean) / sqrt(variance + eps) + beta} with given statistics; in place. */
    public Map4 batchNorm(
            Map4 x,
            float[] gamma,
            float[] beta,
            float[] mean,
            float[] variance,
            double eps,
            boolean relu) {
        batch_normalization_forward.desc wanted =
                new batch_normalization_forward.desc(
                        dnnl.prop_kind.forward_inference.value,
                        x.description(),
                        (float) eps,
                        WideNormalisation.flags(relu) | dnnl.dnnl_use_global_stats);
        batch_normalization_forward.primitive_desc description =
                new batch_normalization_forward.primitive_desc(
                        wanted, Call.attributes(), OneDnn.engine());
        memory.desc perChannel = Shapes.vector(x.channels());
        add(Rehearsal.first(
                        new Implementations<>(description, wanted),
                        d ->
                                new Call(
                                                "batch norm "
                                                        + x.channels()
                                                        + " channels "
                                                        + x.size(),
                                                new batch_normalization_forward(d),
                                                d.scratchpad_desc())
                                        .argument(dnnl.DNNL_ARG_SRC, x.description())
                                        .argument(dnnl.DNNL_ARG_DST, x.description())
                                        .argument(dnnl.DNNL_ARG_SCALE, perChannel)
                                        .argument(dnnl.DNNL_ARG_SHIFT, perChannel)
                                        .argument(dnnl.DNNL_ARG_MEAN, perChannel)
                                        .argument(dnnl.DNNL_ARG_VARIANCE, perChannel),
                        new NormExpectation(eps, relu, true)::forward))
                .bind(dnnl.DNNL_ARG_SRC, x.address())
                .bind(dnnl.DNNL_ARG_DST, x.address())
                .bind(dnnl.DNNL_ARG_SCALE, vector(gamma).address())
                .bind(dnnl.DNNL_ARG_SHIFT, vector(beta).address())
                .bind(dnnl.DNNL_ARG_MEAN, vector(mean).address())
                .bind(dnnl.DNNL_ARG_VARIANCE, vector(variance).address());
        return x;
    }

    /** Maximum over square windows. */
    public Map4 maxPool(Map4 x, long kernel, long stride, long padding) {
        Map4 out =
                map(
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
        add(Rehearsal.first(
                        new Implementations<>(description, wanted),
                        d ->
                                new Call("pooling", new pooling_forward(d), d.scratchpad_desc())
                                        .argument(dnnl.DNNL_ARG_SRC, x.description())
                                        .argument(dnnl.DNNL_ARG_DST, out.description()),
                        new Expectations.Windows(
                                        new long[] {kernel, kernel}, stride, padding, false)
                                ::forward))
                .bind(dnnl.DNNL_ARG_SRC, x.address())
                .bind(dnnl.DNNL_ARG_DST, out.address());
        return out;
    }

    /** activation(a + b), written over a. */
    public Map4 sum(Map4 a, Map4 other, Elementwise.Activation activation) {
        Map4 b = in(a.form(), other);
        post_ops after = new post_ops();
        Elementwise.append(after, activation);
        primitive_attr attributes = Call.attributes();
        attributes.set_post_ops(after);
        memory.desc map = a.description();
        binary.desc wanted = new binary.desc(dnnl.algorithm.binary_add, map, map, map);
        binary.primitive_desc description =
                new binary.primitive_desc(wanted, attributes, OneDnn.engine());
        add(Rehearsal.first(
                        new Implementations<>(description, wanted),
                        d ->
                                new Call("sum", new binary(d), d.scratchpad_desc())
                                        .argument(dnnl.DNNL_ARG_SRC_0, map)
                                        .argument(dnnl.DNNL_ARG_SRC_1, map)
                                        .argument(dnnl.DNNL_ARG_DST, map),
                        Expectations.sum(activation)))
                .bind(dnnl.DNNL_ARG_SRC_0, a.address())
                .bind(dnnl.DNNL_ARG_SRC_1, b.address())
                .bind(dnnl.DNNL_ARG_DST, a.address());
        return a;
    }

    /** The channels of two maps, one behind the other. */
    public Map4 together(Map4 a, Map4 b) {
        Map4 out = map(a.samples(), a.channels() + b.channels(), a.height(), a.width(), home);
        long before = 0;
        for (Map4 part : List.of(a, b)) {
            memory.desc within =
                    out.description()
                            .submemory_desc(
                                    new long[] {
                                        part.samples(), part.channels(), part.height(), part.width()
                                    },
                                    new long[] {0, before, 0, 0});
            Reorder copy = Reorder.of("concatenation", part.description(), within);
            steps.add(() -> copy.run(part.address(), out.address()));
            before += part.channels();
        }
        return out;
    }

    /** The program whose result are the first channels of this map, given back in NCHW. */
    public Program build(Map4 result, long channels) {
        long[] shape = {result.samples(), channels, result.height(), result.width()};
        buffers.all().addAll(vectors);
        return new Program(
                steps,
                buffers.all(),
                Reorder.of(
                        "relayout",
                        Shapes.dense(
                                first.samples(), first.channels(), first.height(), first.width()),
                        first.description()),
                first.address(),
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
                result.address());
    }
}
