package org.lgsc.core.internal.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Number formats of weight files; all are read as float32. */
public enum ElementType {
    /** IEEE 754, 64 bits; rounded to float32. */
    FLOAT64(8),
    /** IEEE 754, 32 bits. */
    FLOAT32(4),
    /** IEEE 754, 16 bits. */
    FLOAT16(2),
    /** The upper half of a float32. */
    BFLOAT16(2),
    /** Signed integer; used only for counters such as num_batches_tracked. */
    INT64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Number of bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** Whether weights may be of this type. */
    public boolean isFloat() {
        return this != INT64;
    }

    /** Reads little-endian numbers from the buffer's position, which does not change. */
    float[] read(ByteBuffer data, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = at(data, i);
        }
        return values;
    }

    /** The number at an index, counted from the buffer's position. */
    float at(ByteBuffer data, int index) {
        int at = data.position() + index * bytes;
        data.order(ByteOrder.LITTLE_ENDIAN);
        return switch (this) {
            case FLOAT64 -> (float) data.getDouble(at);
            case FLOAT32 -> data.getFloat(at);
            case FLOAT16 -> half(data.getShort(at));
            case BFLOAT16 -> Float.intBitsToFloat(data.getShort(at) << 16);
            case INT64 -> data.getLong(at);
        };
    }

    /**
     * Rounds to the nearest 16-bit number, ties to even, and to infinity beyond 65504, as in IEEE
     * 754. Java has this function from version 20 on.
     */
    static short toHalf(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return 0x7e00;
        }
        if (magnitude >= 65520) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24f));
        }
        int exponent = Math.getExponent(magnitude);
        // a fraction that rounds up to 1024 carries into the exponent by itself
        int fraction = (int) Math.rint(Math.scalb(magnitude, 10 - exponent)) - 1024;
        return (short) (sign | (exponent + 15 << 10) + fraction);
    }

    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude =
                switch (exponent) {
                    case 0 -> Math.scalb((float) fraction, -24);
                    case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Math.scalb(1024f + fraction, exponent - 25);
                };
        return bits < 0 ? -magnitude : magnitude;
    }
}
