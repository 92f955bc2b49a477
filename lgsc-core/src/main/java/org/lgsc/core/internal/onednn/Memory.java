package org.lgsc.core.internal.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Floats at an address. */
final class Memory {
    private static final class Floats extends FloatPointer {
        Floats(long address) {
            this.address = address;
        }

        Floats(long address, long length) {
            this.address = address;
            this.limit = length;
            this.capacity = length;
        }
    }

    private Memory() {}

    /** A view of the floats at an address; valid as long as the memory is. */
    static FloatBuffer floats(long address, int length) {
        return new Floats(address, length).asBuffer();
    }

    /** A copy of the floats at an address. */
    static float[] copy(long from, int length) {
        float[] values = new float[length];
        copy(from, values);
        return values;
    }

    static void copy(long from, float[] to) {
        new Floats(from).get(to);
    }

    static void copy(long from, float[] to, int length) {
        new Floats(from).get(to, 0, length);
    }

    static void copy(float[] from, long to) {
        copy(from, 0, from.length, to);
    }

    static void copy(float[] from, int first, int length, long to) {
        new Floats(to).put(from, first, length);
    }

    /** The float at an index. */
    static float get(long from, long index) {
        return new Floats(from).get(index);
    }
}
