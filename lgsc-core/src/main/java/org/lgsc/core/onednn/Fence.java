package org.lgsc.core.onednn;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** Native memory between two margins of marked words, so that a write outside of it shows. */
final class Fence implements AutoCloseable {
    /** Bytes of a margin that is wide enough for an operation that rounds up to whole vectors. */
    static final long MARGIN = 1 << 16;

    /** A NaN, so that reading it shows in the result, too. */
    private static final int MARK = 0x7fc0dead;

    static final int ALIGNMENT = 64;

    private final long bytes;
    private final int[] marks;
    private final BytePointer memory;
    private final long address;

    /**
     * @param bytes of the memory, rounded up to whole words
     * @param margin bytes before and behind it, a multiple of 64
     */
    Fence(long bytes, long margin) {
        this.bytes = (bytes + Integer.BYTES - 1) / Integer.BYTES * Integer.BYTES;
        this.marks = new int[(int) (margin / Integer.BYTES)];
        Arrays.fill(marks, MARK);
        this.memory = new BytePointer(this.bytes + 2 * margin + ALIGNMENT);
        this.address = (memory.address() + margin + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        new Words(address - margin).put(marks);
        new Words(address + this.bytes).put(marks);
    }

    /** Where the memory begins; a multiple of 64. */
    long address() {
        return address;
    }

    /** Whether nothing was written into a margin. */
    boolean isWhole() {
        return isMarked(address - (long) marks.length * Integer.BYTES) && isMarked(address + bytes);
    }

    private boolean isMarked(long from) {
        int[] found = new int[marks.length];
        new Words(from).get(found);
        return Arrays.equals(found, marks);
    }

    @Override
    public void close() {
        memory.deallocate();
    }

    private static final class Words extends IntPointer {
        Words(long address) {
            this.address = address;
        }
    }
}
