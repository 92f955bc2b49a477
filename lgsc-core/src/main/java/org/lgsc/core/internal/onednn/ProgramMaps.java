package org.lgsc.core.internal.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.onednn.Buffers.Block;
import org.lgsc.core.internal.onednn.ProgramBuilder.Map4;

/** Maps and steps of a program under construction, with copies of maps in other forms. */
final class ProgramMaps {
    private final List<Program.Step> steps = new ArrayList<>();
    private final Buffers buffers = new Buffers();
    private final List<Block> vectors = new ArrayList<>();
    private final Map<Map4, Map4> copies = new HashMap<>();
    private final MapLayout layout;

    ProgramMaps(MapLayout layout) {
        this.layout = layout;
    }

    MapLayout layout() {
        return layout;
    }

    List<Program.Step> steps() {
        return steps;
    }

    /** All memory of the program. */
    List<Block> memory() {
        List<Block> all = new ArrayList<>(buffers.all());
        all.addAll(vectors);
        return all;
    }

    /** A new map. */
    Map4 map(long n, long c, long h, long w, Form form) {
        return map(n, c, h, w, layout, form);
    }

    Map4 map(long n, long c, long h, long w, MapLayout layout, Form form) {
        long stored = layout.stored(c);
        long bytes = form.numbers().bytes() * n * stored * h * w;
        return new Map4(n, stored, h, w, layout, form, buffers.take(bytes));
    }

    /** Returns the map in another form, with the same lifetime. */
    Map4 in(Form form, Map4 map) {
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

    /**
     * Copies a map.
     *
     * @param within position of the copy in the other map
     */
    void copy(Map4 from, memory.desc within, Map4 to) {
        if (from.form().offset() != to.form().offset()) {
            throw new IllegalStateException(
                    RootFormat.of(
                            "a copy keeps the offset, from %s to %s", from.form(), to.form()));
        }
        float factor = from.form().scale() / to.form().scale();
        Reorder copy =
                factor == 1
                        ? Reorder.of("copy", from.description(), within)
                        : Reorder.scaled("scaled copy", from.description(), within, 0, factor);
        steps.add(() -> copy.run(from.address(), to.address()));
    }

    /**
     * A copy of a map with a row below and a column to the right, which stand for zeros.
     *
     * @param form with the map's offset
     */
    Map4 padded(Map4 map, Form form) {
        long[] shape = {map.samples(), map.channels(), map.height() + 1, map.width() + 1};
        long bytes = form.numbers().bytes() * shape[0] * shape[1] * shape[2] * shape[3];
        Block block = form.numbers().isWhole() ? Block.filled(bytes, form.zero()) : null;
        if (block == null) {
            float[] zeros = new float[(int) (bytes / Float.BYTES)];
            Arrays.fill(zeros, form.offset());
            block = Block.of(zeros);
        }
        vectors.add(block); // nothing else is written there: its border is for good
        Map4 padded = new Map4(shape[0], shape[1], shape[2], shape[3], layout, form, block);
        memory.desc within =
                padded.description()
                        .submemory_desc(
                                new long[] {shape[0], shape[1], map.height(), map.width()},
                                new long[4]);
        copy(map, within, padded);
        return padded;
    }

    /** The same map in a form in which it lives on alone, to be overwritten. */
    Map4 owned(Form form, Map4 map) {
        if (map.form().equals(form)) {
            Map4 copy = copies.remove(map); // of what is overwritten
            if (copy != null) {
                buffers.giveBack(copy.memory());
            }
            return map;
        }
        Map4 copy = in(form, map);
        copies.remove(map);
        release(map);
        return copy;
    }

    /** As {@link #owned}, but converts only integers to floats. */
    Map4 ownedFloats(Map4 map) {
        return owned(map.form().numbers().isWhole() ? Form.FLOAT32 : map.form(), map);
    }

    Call add(Call call) {
        steps.add(call::run);
        return call;
    }

    /** Returns a vector of floats, one for each channel. */
    Block vector(float[] values) {
        // vectorised operations may read up to the end of a block
        Block vector =
                Block.of(Arrays.copyOf(values, (int) MapLayout.BLOCKS.stored(values.length)));
        vectors.add(vector);
        return vector;
    }

    /** Declares that no later operation reads this map. */
    void release(Map4 map) {
        Map4 copy = copies.remove(map);
        if (copy != null) {
            buffers.giveBack(copy.memory());
        }
        buffers.giveBack(map.memory());
    }
}
