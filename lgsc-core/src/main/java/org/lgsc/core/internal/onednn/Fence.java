package org.lgsc.core.internal.onednn;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Native memory between two margins of marked bytes, so that a write outside of it shows. */
final class Fence implements AutoCloseable {
    /** Bytes of a margin that is wide enough for an operation that rounds up to whole vectors. */
    static final long MARGIN = 1 << 16;

    static final int ALIGNMENT = 64;

    /** Words of it are NaNs, so that reading it shows in the result, too. */
    private static final int MARK = 0xff;

    private BytePointer memory = new BytePointer(0L);
    private long bytes;
    private long margin;

    /** No memory yet. */
    Fence() {}

    /** As {@link #fit}. */
    Fence(long bytes, long margin) {
        fit(bytes, margin);
    }

    /**
     * Gives it another size and whole margins; what stands between them is left over from before.
     *
     * @param bytes of the memory, rounded up to whole words
     * @param margin bytes before and behind it, a multiple of 64
     */
    void fit(long bytes, long margin) {
        this.bytes = (bytes + Integer.BYTES - 1) / Integer.BYTES * Integer.BYTES;
        this.margin = margin;
        long needed = this.bytes + 2 * margin + ALIGNMENT;
        if (needed > memory.capacity()) {
            close();
            memory = new BytePointer(needed);
        }
        mark(address() - margin, margin);
        mark(address() + this.bytes, margin);
    }

    /** Where the memory begins; a multiple of 64. */
    long address() {
        return (memory.address() + margin + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Bytes that it holds, margins included; 0 when it is closed. */
    long held() {
        return memory.isNull() ? 0 : memory.capacity();
    }

    /** Marks the memory itself, so that what is not written shows. */
    void mark() {
        mark(address(), bytes);
    }

    private static void mark(long from, long bytes) {
        Pointer.memset(new Address().at(from), MARK, bytes);
    }

    /** Whether nothing was written into a margin. */
    boolean isWhole() {
        return isMarked(address() - margin) && isMarked(address() + bytes);
    }

    /**
     * Every byte equals the one before it: compared natively, as a loop is slow while it is new.
     */
    private boolean isMarked(long from) {
        Address first = new Address().at(from);
        Address second = new Address().at(from + 1);
        return new BytePointer(first).get() == (byte) MARK
                && Pointer.memcmp(first, second, margin - 1) == 0;
    }

    /** Frees the memory; {@link #fit} takes new one. */
    @Override
    public void close() {
        memory.deallocate();
    }
}
