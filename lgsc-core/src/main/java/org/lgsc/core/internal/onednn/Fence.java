package org.lgsc.core.internal.onednn;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Native memory between two margins of marked bytes, which reveal a write outside the memory. */
final class Fence implements AutoCloseable {
    /** Number of bytes of a margin, enough for an operation that rounds up to complete vectors. */
    static final long MARGIN = 1 << 16;

    static final int ALIGNMENT = 64;

    /** Its words are NaNs, so that reading a margin affects the result, too. */
    private static final int MARK = 0xff;

    private BytePointer memory = new BytePointer(0L);
    private long bytes;
    private long margin;

    /** Creates a fence without memory. */
    Fence() {}

    /** As {@link #fit}. */
    Fence(long bytes, long margin) {
        fit(bytes, margin);
    }

    /**
     * Changes the size and restores the margins; the contents between them are left over from
     * earlier use.
     *
     * @param bytes size of the memory, rounded up to complete words
     * @param margin number of bytes before and after it, a multiple of 64
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

    /** Start of the memory, a multiple of 64. */
    long address() {
        return (memory.address() + margin + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Number of allocated bytes, including the margins; 0 when it is closed. */
    long held() {
        return memory.isNull() ? 0 : memory.capacity();
    }

    /** Marks the memory itself, which reveals elements that are not written. */
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
     * Compares every byte with the one before it, natively, because a loop is slow until it is
     * compiled.
     */
    private boolean isMarked(long from) {
        Address first = new Address().at(from);
        Address second = new Address().at(from + 1);
        return new BytePointer(first).get() == (byte) MARK
                && Pointer.memcmp(first, second, margin - 1) == 0;
    }

    /** Frees the memory; {@link #fit} allocates new memory. */
    @Override
    public void close() {
        memory.deallocate();
    }
}
