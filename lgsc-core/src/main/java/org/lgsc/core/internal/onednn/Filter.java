package org.lgsc.core.internal.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.Buffers.Block;
import org.lgsc.core.internal.onednn.Convolution.Geometry;

/**
 * Fixed weights and bias of a convolution, shared by all programs that run it: stored once in each
 * layout that a program needs. Safe to use from several threads.
 */
public final class Filter implements AutoCloseable {
    /** Largest absolute value of quantised weights, which are symmetric around zero. */
    private static final float LARGEST = 127;

    /** What four rounded weights may be above their rounded sum. */
    private static final float ROUNDED_UP = 2;

    /** Weights are nothing that are all smaller. */
    private static final float SMALLEST = 1e-20f;

    /** Taps of an up-convolution. */
    private static final int TAPS = 4;

    /** Only maps for up-convolutions have offsets. */
    private static final float[] NO_SUMS = {};

    private final memory.desc description;
    private final FloatPointer weights;
    private final FloatPointer bias;
    private final List<memory.desc> layouts = new ArrayList<>();
    private final List<memory> copies = new ArrayList<>();

    private final float[] scales;
    private final float[] sums;
    private final long products;
    private final @Nullable Filter beside;

    private Filter(memory.desc description, float[] weights, float[] bias, long products) {
        this(
                description,
                weights,
                bias,
                products,
                scales(weights, bias.length, LARGEST),
                NO_SUMS,
                null);
    }

    private Filter(
            memory.desc description,
            float[] weights,
            float[] bias,
            long products,
            float[] scales,
            float[] sums,
            @Nullable Filter beside) {
        this.beside = beside;
        this.description = description;
        this.products = products;
        this.scales = scales;
        this.sums = sums;
        this.weights = new FloatPointer(weights.length);
        this.weights.put(weights);
        this.bias = new FloatPointer(bias.length);
        this.bias.put(bias);
    }

    private static float[] scales(float[] weights, int outputs, float most) {
        float[] scales = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            int each = weights.length / outputs;
            float largest = SMALLEST;
            for (int i = o * each; i < (o + 1) * each; i++) {
                largest = Math.max(largest, Math.abs(weights[i]));
            }
            scales[o] = largest / most;
        }
        return scales;
    }

    /**
     * Returns the weights of an ordinary convolution. They are padded with zeros to complete blocks
     * of inputs and outputs, so that an operation may read and write complete blocks.
     *
     * @param weights [out, in, k, k]
     * @param bias [out]
     */
    public static Filter of(float[] weights, float[] bias, long inputs, long kernel) {
        int from = (int) (inputs * kernel * kernel);
        int to = (int) (MapLayout.BLOCKS.stored(inputs) * kernel * kernel);
        int outputs = (int) MapLayout.BLOCKS.stored(bias.length);
        float[] padded = new float[outputs * to];
        for (int o = 0; o < bias.length; o++) {
            System.arraycopy(weights, o * from, padded, o * to, from);
        }
        return new Filter(
                Shapes.dense(outputs, MapLayout.BLOCKS.stored(inputs), kernel, kernel),
                padded,
                Arrays.copyOf(bias, outputs),
                weights.length,
                scales(padded, outputs, LARGEST),
                NO_SUMS,
                Recast.isThin(bias.length, kernel)
                        ? ofNeighbours(weights, bias, inputs, kernel)
                        : null);
    }

    private static Filter ofNeighbours(float[] weights, float[] bias, long inputs, long kernel) {
        int columns = Recast.COLUMNS;
        Geometry one = new Geometry(1, inputs, kernel, kernel, bias.length, kernel, 1, 0, 0);
        float[] biases = new float[columns * bias.length];
        for (int i = 0; i < biases.length; i++) {
            biases[i] = bias[i % bias.length];
        }
        return new Filter(
                Shapes.dense(one.beside(columns).weightShape()),
                Rearranged.none(one).beside(one, columns).of(weights),
                biases,
                (long) columns * weights.length);
    }

    /** The weights for {@link Geometry#beside}, if {@link Recast#isThin}. */
    Filter beside() {
        return Objects.requireNonNull(beside, "a filter of few outputs");
    }

    /**
     * Returns the weights of an up-convolution ({@link UpConvolution}).
     *
     * @param narrow [out, in, 2, 2]
     */
    public static Filter upward(float[] narrow, long outputs, long inputs, Numbers numbers) {
        float[] wide = new float[narrow.length / 4 * 9];
        UpConvolution.expand(narrow, wide);
        if (numbers == Numbers.BFLOAT16) {
            for (int i = 0; i < wide.length; i += 9) {
                // the taps that meet in a pixel of the result, for each parity of row and column
                WeightRounding.toBfloats(wide, new int[] {i, i + 2, i + 6, i + 8});
                WeightRounding.toBfloats(wide, new int[] {i + 1, i + 7});
                WeightRounding.toBfloats(wide, new int[] {i + 3, i + 5});
            }
        }
        return new Filter(
                UpConvolution.kernelShape(inputs, outputs), wide, new float[0], wide.length);
    }

    /**
     * Weights of an up-convolution with a bias ({@link UpConvolution}), as [out, in, 3, 3], rounded
     * to whole multiples of their scales. It is the 2x2 taps that are rounded, and the 3x3 made of
     * them: so those that meet in a pixel of the result have the same sum for all pixels, as an
     * offset of the map needs it.
     *
     * @param narrow [out, in, 2, 2]
     * @param bias [out]
     * @param keepSums whether the sum of the taps that read one channel stays nearly the same
     */
    public static Filter transposed(float[] narrow, float[] bias, long inputs, boolean keepSums) {
        int outputs = bias.length;
        float[] wide = new float[narrow.length / 4 * 9];
        UpConvolution.expand(narrow, wide);
        float[] scales = scales(wide, outputs, LARGEST - ROUNDED_UP);
        float[] rounded = new float[narrow.length];
        float[] sums = new float[outputs];
        int each = narrow.length / outputs;
        int together = keepSums ? TAPS : 1;
        for (int o = 0; o < outputs; o++) {
            double sum = 0;
            for (int i = o * each; i < (o + 1) * each; i += together) {
                int[] whole = WeightRounding.toWhole(narrow, i, together, scales[o], (int) LARGEST);
                for (int tap = 0; tap < together; tap++) {
                    rounded[i + tap] = whole[tap] * scales[o];
                    sum += whole[tap];
                }
            }
            sums[o] = (float) (sum * scales[o]);
        }
        UpConvolution.expand(rounded, wide);
        return new Filter(
                Shapes.dense(outputs, inputs, 3, 3), wide, bias, wide.length, scales, sums, null);
    }

    /**
     * Rounds the weights of an ordinary convolution for products of numbers, in place.
     *
     * @param weights [out, in, k, k]
     */
    public static void round(float[] weights, int outputs, long kernel, Numbers numbers) {
        int taps = (int) (kernel * kernel);
        if (numbers == Numbers.BFLOAT16) {
            WeightRounding.toBfloats(weights, taps);
        } else if (numbers.isWhole()) {
            float[] scales = scales(weights, outputs, LARGEST);
            int each = weights.length / outputs;
            for (int i = 0; i < weights.length; i += taps) {
                float scale = scales[i / each];
                int[] whole = WeightRounding.toWhole(weights, i, taps, scale, (int) LARGEST);
                for (int tap = 0; tap < taps; tap++) {
                    weights[i + tap] = whole[tap] * scale;
                }
            }
        }
    }

    /** Number of weights without padding, which is the number of products per pixel. */
    long products() {
        return products;
    }

    FloatPointer bias() {
        return bias;
    }

    /**
     * The bias in units of products, with what offsets of maps make of it.
     *
     * @param in form of the map that comes in; with an offset it is that of an up-convolution
     * @param out form of the map that goes out
     */
    float[] bias(Form in, Form out, int outputs) {
        float[] all = new float[outputs];
        bias.get(all, 0, outputs);
        for (int o = 0; o < outputs; o++) {
            all[o] += out.offset();
            if (in.offset() > 0) {
                all[o] -= in.offset() * sums[o];
            }
            if (in.numbers().isWhole()) {
                all[o] /= in.scale() * scales[o];
            }
        }
        return all;
    }

    /** Scales of the quantised weights, by output. */
    float[] scales(int outputs) {
        return Arrays.copyOf(scales, outputs);
    }

    /**
     * Returns the address of the weights in the given layout.
     *
     * @param shape shape of the weights in that layout, at most that of all weights
     */
    synchronized long in(memory.desc layout, long[] shape) {
        for (int i = 0; i < layouts.size(); i++) {
            if (layouts.get(i).equals(layout)) {
                return copies.get(i).get_data_handle().address();
            }
        }
        memory copy = new memory(layout, OneDnn.engine());
        memory.desc part = description.submemory_desc(shape, new long[shape.length]);
        long target = copy.get_data_handle().address();
        if (layout.data().data_type() == dnnl.dnnl_s8) {
            float[] inverse = new float[(int) shape[0]];
            for (int o = 0; o < inverse.length; o++) {
                inverse[o] = 1 / scales[o];
            }
            memory.desc dense = Shapes.dense(shape);
            try (Block whole = new Block(dense.get_size())) { // oneDNN requires dense weights
                Reorder.of("weights, part", part, dense).run(weights.address(), whole.address());
                Reorder.scaled("weights, rounded", dense, layout, 1, inverse)
                        .run(whole.address(), target);
            }
        } else {
            Reorder.of("weights, reorder", part, layout).run(weights.address(), target);
        }
        layouts.add(layout);
        copies.add(copy);
        return copy.get_data_handle().address();
    }

    /** Frees the memory; programs that use it must not run afterwards. */
    @Override
    public synchronized void close() {
        copies.forEach(memory::deallocate);
        copies.clear();
        layouts.clear();
        weights.deallocate();
        bias.deallocate();
        if (beside != null) {
            beside.close();
        }
    }
}
