package org.lgsc.core.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.FloatPointer;

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
     * @param memory where it lies
     */
    public record Map4(
            long samples,
            long channels,
            long height,
            long width,
            MapLayout layout,
            FloatPointer memory) {
        memory.desc description() {
            return layout.describe(samples, channels, height, width);
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
    private final List<FloatPointer> vectors = new ArrayList<>();
    private final MapLayout layout;
    private Map4 first;

    /**
     * For maps in that layout; the images lie in NCHW before blocks, as an operation reads both.
     */
    public ProgramBuilder(MapLayout layout) {
        this.layout = layout;
    }

    /** Whether this processor has Winograd convolutions, more than twice as fast as others. */
    public static boolean hasWinograd() {
        return Winograd.AVAILABLE;
    }

    private Map4 map(long n, long c, long h, long w) {
        return map(n, c, h, w, layout);
    }

    private Map4 map(long n, long c, long h, long w, MapLayout layout) {
        long stored = layout.stored(c);
        return new Map4(n, stored, h, w, layout, buffers.take(n * stored * h * w));
    }

    private Call add(Call call) {
        steps.add(call::run);
        return call;
    }

    private FloatPointer vector(float[] values) {
        // vectorised operations may read up to the end of a block
        float[] padded = Arrays.copyOf(values, (int) MapLayout.BLOCKS.stored(values.length));
        FloatPointer pointer = new FloatPointer(padded.length);
        pointer.put(padded);
        vectors.add(pointer);
        return pointer;
    }

    /** The images. */
    public Map4 images(long samples, long channels, long height, long width) {
        MapLayout images = layout == MapLayout.BLOCKS ? MapLayout.PLANES : layout;
        first = map(samples, channels, height, width, images);
        return first;
    }

    /** Says that no later operation reads this map. */
    public void release(Map4 map) {
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
        Convolution.Geometry geometry =
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
        Map4 out =
                onto != null
                        ? onto
                        : map(
                                x.samples(),
                                outputs,
                                geometry.outputHeight(),
                                geometry.outputWidth());
        Trial.Candidate chosen =
                ConvolutionOperations.fused(
                        layout == MapLayout.PIXELS ? geometry.plannable() : geometry,
                        x.layout(),
                        layout,
                        onto != null,
                        activation);
        add(chosen.call())
                .bind(
                        dnnl.DNNL_ARG_WEIGHTS,
                        filter.in(
                                chosen.weights(),
                                new long[] {out.channels(), x.channels(), kernel, kernel}))
                .bind(dnnl.DNNL_ARG_SRC, x.address())
                .bind(dnnl.DNNL_ARG_BIAS, filter.bias().address())
                .bind(dnnl.DNNL_ARG_DST, out.address());
        return out;
    }

    /** Up-convolution to twice the size. */
    public Map4 upConvolution(Map4 x, Filter filter, long outputs) {
        Map4 out = map(x.samples(), outputs, 2 * x.height(), 2 * x.width());
        Convolution.Geometry geometry =
                UpConvolution.geometry(x.samples(), x.channels(), x.height(), x.width(), outputs);
        Trial.Candidate chosen =
                ConvolutionOperations.inputGradient(
                        geometry,
                        layout,
                        "up-convolution " + x.channels() + "->" + outputs + " " + x.size());
        add(chosen.call())
                .bind(
                        dnnl.DNNL_ARG_WEIGHTS,
                        filter.in(chosen.weights(), new long[] {x.channels(), outputs, 3, 3}))
                .bind(dnnl.DNNL_ARG_DIFF_DST, x.address())
                .bind(dnnl.DNNL_ARG_DIFF_SRC, out.address());
        return out;
    }

    /** Instance norm, then the ReLU if there is one; in place. */
    public Map4 instanceNorm(Map4 x, float[] gamma, float[] beta, double eps, boolean relu) {
        FloatPointer gain = vector(gamma);
        FloatPointer shift = vector(beta);
        if (layout == MapLayout.PIXELS && x.channels() < WideNormalisation.FEWEST_CHANNELS) {
            Normalisation norm = new NarrowNormalisation(x.shape(), true, eps, relu);
            steps.add(
                    () -> norm.forward(x.address(), gain.address(), shift.address(), x.address()));
            return x;
        }
        memory.desc map =
                layout == MapLayout.PIXELS
                        ? WideNormalisation.rows(x.shape(), x.samples())
                        : layout.describe(1, x.channels(), x.height(), x.width());
        batch_normalization_forward.desc wanted =
                new batch_normalization_forward.desc(
                        dnnl.prop_kind.forward_inference.value,
                        map,
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
                                .argument(dnnl.DNNL_ARG_SRC, map)
                                .argument(dnnl.DNNL_ARG_DST, map)
                                .argument(dnnl.DNNL_ARG_SCALE, Shapes.vector(x.channels()))
                                .argument(dnnl.DNNL_ARG_SHIFT, Shapes.vector(x.channels()));
        Rehearsal.first(
                implementations, norm, new NormExpectation(eps, relu, false)::forward);
        for (long sample = 0; sample < x.samples(); sample++) {
            long at = x.address() + sample * map.get_size();
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
                        (x.width() + 2 * padding - kernel) / stride + 1);
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
    public Map4 sum(Map4 a, Map4 b, Elementwise.Activation activation) {
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
        Map4 out = map(a.samples(), a.channels() + b.channels(), a.height(), a.width());
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
                        result.layout().describe(shape[0], shape[1], shape[2], shape[3]),
                        Shapes.dense(shape)),
                result.address());
    }
}
