package org.lgsc.core.internal.onednn;

import org.bytedeco.javacpp.BytePointer;

/** Working memory of a thread, as large as the largest request. */
final class Scratch {
    /** Alignment suitable for vector instructions. */
    static final int ALIGNMENT = 64;

    private BytePointer memory = new BytePointer(0L);

    /** Address of the memory; valid until the next call. */
    long address(long bytes) {
        if (memory.capacity() < bytes + ALIGNMENT) {
            memory.deallocate();
            memory = new BytePointer(bytes + ALIGNMENT);
        }
        return (memory.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
