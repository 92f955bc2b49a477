package org.lgsc.core.onednn;

import org.bytedeco.javacpp.FloatPointer;

/** Copies between the heap and an address. */
final class Memory {
    private static final class Floats extends FloatPointer {
        Floats(long address) {
            this.address = address;
        }
    }

    private Memory() {}

    static void copy(long from, float[] to) {
        new Floats(from).get(to);
    }

    static void copy(float[] from, long to) {
        new Floats(to).put(from);
    }
}
