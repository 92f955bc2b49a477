package org.lgsc.core.internal.onednn;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.bytedeco.dnnl.dnnl_blocking_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** Access to the elements of an argument by position, in any layout with strides and blocks. */
final class Elements {
    private final long[] shape;
    private final long[] strides;
    private final int[] blockedDimensions;
    private final long[] blocks;
    private final long offset;
    private final long bytes;
    private final @Nullable Numbers numbers;
    private @Nullable IntToDoubleFunction values;

    Elements(memory.desc description) {
        dnnl_memory_desc_t data = description.data();
        numbers = data.format_kind() == dnnl.dnnl_blocked ? Numbers.of(data.data_type()) : null;
        shape = new long[data.ndims()];
        data.dims().get(shape);
        strides = new long[shape.length];
        if (numbers == null) {
            blocks = new long[0];
            blockedDimensions = new int[0];
        } else {
            dnnl_blocking_desc_t blocking = data.format_desc_blocking();
            blocking.strides().get(strides);
            blocks = new long[blocking.inner_nblks()];
            blockedDimensions = new int[blocks.length];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = blocking.inner_blks().get(i);
                blockedDimensions[i] = (int) blocking.inner_idxs().get(i);
            }
        }
        offset = data.offset0();
        boolean more = data.extra().flags() != 0; // additional data follow the elements
        bytes =
                numbers == null || more
                        ? description.get_size()
                        : numbers.bytes() * (last(data) + 1);
        Reference.reachabilityFence(description); // keeps the memory of data alive
    }

    private long last(dnnl_memory_desc_t data) {
        long[] whole = new long[shape.length];
        data.padded_dims().get(whole);
        for (int d = 0; d < whole.length; d++) {
            whole[d]--;
        }
        return index(whole);
    }

    /** Whether elements can be read: oneDNN has opaque layouts, and masks are not numbers. */
    boolean known() {
        return numbers != null;
    }

    /** Number format of the elements, if they can be read. */
    Numbers numbers() {
        return Objects.requireNonNull(numbers, "elements in an opaque layout");
    }

    /** Number of elements in the memory, if they can be read. */
    long count() {
        return bytes / numbers().bytes();
    }

    /**
     * Number of bytes up to the last element. A part of a map has gaps but nothing after its last
     * element; oneDNN reports 0 for a part that begins after the map's first element.
     */
    long bytes() {
        return bytes;
    }

    long[] shape() {
        return shape.clone();
    }

    Elements lieAt(long where) {
        values = known() ? numbers().reader(where, Math.toIntExact(count())) : null;
        return this;
    }

    double at(long... position) {
        return Objects.requireNonNull(values, "elements without memory")
                .applyAsDouble((int) index(position));
    }

    private long index(long[] position) {
        if (blocks.length > 0) {
            return blockedIndex(position);
        }
        long index = offset;
        for (int d = 0; d < position.length; d++) {
            index += position[d] * strides[d];
        }
        return index;
    }

    private long blockedIndex(long[] position) {
        long[] outer = position.clone();
        long index = offset;
        long stride = 1;
        for (int i = blocks.length - 1; i >= 0; i--) {
            int d = blockedDimensions[i];
            index += outer[d] % blocks[i] * stride;
            outer[d] /= blocks[i];
            stride *= blocks[i];
        }
        for (int d = 0; d < outer.length; d++) {
            index += outer[d] * strides[d];
        }
        return index;
    }

    /** The first position, the last one, then pseudorandom ones; the same at every call. */
    List<long[]> samples(int count) {
        Random random = new Random(3);
        List<long[]> samples = new ArrayList<>();
        for (int sample = 0; sample < count; sample++) {
            long[] position = new long[shape.length];
            for (int d = 0; d < shape.length && sample > 0; d++) {
                position[d] = sample == 1 ? shape[d] - 1 : random.nextInt((int) shape[d]);
            }
            samples.add(position);
        }
        return samples;
    }

    /** Shape, layout and number format. */
    @Override
    public String toString() {
        return Arrays.toString(shape)
                + Arrays.toString(strides)
                + Arrays.toString(blockedDimensions)
                + Arrays.toString(blocks)
                + (numbers == null || numbers == Numbers.FLOAT32 ? "" : numbers);
    }
}
