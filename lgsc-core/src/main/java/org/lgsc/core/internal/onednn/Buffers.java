package org.lgsc.core.internal.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory for the maps of a program; a map's memory is reused after its last reader. */
final class Buffers {
    /** A cache line, and the longest vector. */
    private static final int ALIGNMENT = 64;

    private final List<Block> all = new ArrayList<>();
    private final List<Block> free = new ArrayList<>();

    /** A block of memory that begins at a cache line. */
    static final class Block implements AutoCloseable {
        private final BytePointer memory;
        private final long bytes;

        Block(long bytes) {
            this.memory = new BytePointer(bytes + ALIGNMENT);
            this.bytes = bytes;
        }

        /** Returns a block with the given floats. */
        static Block of(float[] values) {
            Block block = new Block((long) Float.BYTES * values.length);
            Memory.copy(values, block.address());
            return block;
        }

        /** One of bytes that are all the same. */
        static Block filled(long bytes, int value) {
            Block block = new Block(bytes);
            Pointer.memset(new Address().at(block.address()), value, bytes);
            return block;
        }

        long address() {
            return (memory.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }

        long bytes() {
            return bytes;
        }

        @Override
        public void close() {
            memory.deallocate();
        }
    }

    /** Takes the smallest free block that is large enough, or a new one. */
    Block take(long bytes) {
        Block best = null;
        for (Block block : free) {
            if (block.bytes() >= bytes && (best == null || block.bytes() < best.bytes())) {
                best = block;
            }
        }
        if (best != null && best.bytes() <= 4 * bytes) {
            free.remove(best);
            return best;
        }
        Block made = new Block(bytes);
        all.add(made);
        return made;
    }

    void giveBack(Block block) {
        free.add(block);
    }

    List<Block> all() {
        return all;
    }
}
