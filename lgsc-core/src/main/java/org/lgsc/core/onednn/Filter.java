package org.lgsc.core.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Fixed weights of a convolution, and its bias, shared by all programs that run it: kept once in
 * each layout that some program asked for. Safe to use from several threads.
 */
public final class Filter implements AutoCloseable {
    private final memory.desc description;
    private final FloatPointer weights;
    private final FloatPointer bias;
    private final List<memory.desc> layouts = new ArrayList<>();
    private final List<memory> copies = new ArrayList<>();

    private Filter(memory.desc description, float[] weights, float[] bias) {
        this.description = description;
        this.weights = new FloatPointer(weights.length);
        this.weights.put(weights);
        this.bias = new FloatPointer(bias.length);
        this.bias.put(bias);
    }

    /**
     * Weights of an ordinary convolution. They are filled up with zeros to whole blocks of inputs
     * and outputs, so that an operation may take and draw that many.
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
                Arrays.copyOf(bias, outputs));
    }

    /**
     * Weights of an up-convolution ({@link UpConvolution}).
     *
     * @param narrow [out, in, 2, 2]
     */
    public static Filter upward(float[] narrow, long outputs, long inputs) {
        float[] wide = new float[narrow.length / 4 * 9];
        UpConvolution.expand(narrow, wide);
        return new Filter(UpConvolution.kernelShape(inputs, outputs), wide, new float[0]);
    }

    FloatPointer bias() {
        return bias;
    }

    /**
     * Where the weights stand in that layout.
     *
     * @param shape of the weights that the layout is for, at most those there are
     */
    synchronized long in(memory.desc layout, long[] shape) {
        for (int i = 0; i < layouts.size(); i++) {
            if (layouts.get(i).equals(layout)) {
                return copies.get(i).get_data_handle().address();
            }
        }
        memory copy = new memory(layout, OneDnn.engine());
        Reorder.of(
                        "weights, reorder",
                        description.submemory_desc(shape, new long[shape.length]),
                        layout)
                .run(weights.address(), copy.get_data_handle().address());
        layouts.add(layout);
        copies.add(copy);
        return copy.get_data_handle().address();
    }

    /** Frees the memory; no program that uses it may run after that. */
    @Override
    public synchronized void close() {
        copies.forEach(memory::deallocate);
        copies.clear();
        layouts.clear();
        weights.deallocate();
        bias.deallocate();
    }
}
