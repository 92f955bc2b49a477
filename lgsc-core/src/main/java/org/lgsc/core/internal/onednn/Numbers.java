package org.lgsc.core.internal.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.function.IntToDoubleFunction;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;
import org.jspecify.annotations.Nullable;

/** Number format of maps and weights. */
public enum Numbers {
    /** 24 significant bits. */
    FLOAT32(memory.data_type.f32, Float.BYTES, 0),
    /** The upper half of a FLOAT32: 8 significant bits, rounded to nearest. */
    BFLOAT16(memory.data_type.bf16, Short.BYTES, 1.0 / 256),
    /** Integers from 0 to 255. */
    UINT8(memory.data_type.u8, Byte.BYTES, 0),
    /** Integers from -128 to 127. */
    INT8(memory.data_type.s8, Byte.BYTES, 0);

    private final memory.data_type type;
    private final int bytes;
    private final double rounding;

    Numbers(memory.data_type type, int bytes, double rounding) {
        this.type = type;
        this.bytes = bytes;
        this.rounding = rounding;
    }

    /** Returns the format of a oneDNN type; null for an unsupported type. */
    static @Nullable Numbers of(int type) {
        return switch (type) {
            case dnnl.dnnl_f32 -> FLOAT32;
            case dnnl.dnnl_bf16 -> BFLOAT16;
            case dnnl.dnnl_u8 -> UINT8;
            case dnnl.dnnl_s8 -> INT8;
            default -> null;
        };
    }

    memory.data_type type() {
        return type;
    }

    /** Number of bytes of a number. */
    public int bytes() {
        return bytes;
    }

    /** Whether it is an 8-bit integer, which is multiplied by a scale. */
    public boolean isWhole() {
        return bytes == 1;
    }

    /**
     * Largest difference between two stored forms of the same number: ties are rounded in either
     * direction.
     */
    double rounding(double number) {
        return isWhole() ? 1 : rounding * Math.abs(number);
    }

    /** Returns the nearest number in this format. */
    double nearest(double number) {
        return switch (this) {
            case FLOAT32 -> (float) number;
            case BFLOAT16 -> widen(narrow((float) number));
            case UINT8 -> Math.max(0, Math.min(255, Math.rint(number)));
            case INT8 -> Math.max(-128, Math.min(127, Math.rint(number)));
        };
    }

    /** Converts a made-up number from -0.5 to 0.5 for trials; integers use their entire range. */
    double spread(float half) {
        return switch (this) {
            case FLOAT32, BFLOAT16 -> nearest(half);
            case UINT8 -> nearest(255 * (half + 0.5));
            case INT8 -> nearest(254 * half);
        };
    }

    private static short narrow(float number) {
        int bits = Float.floatToRawIntBits(number);
        return Float.isNaN(number)
                ? (short) 0x7fc0
                : (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    private static float widen(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** Returns a reader of the numbers at an address, valid as long as the memory is. */
    IntToDoubleFunction reader(long address, int count) {
        switch (this) {
            case FLOAT32 -> {
                FloatBuffer floats = Memory.floats(address, count);
                return floats::get;
            }
            case BFLOAT16 -> {
                ShortBuffer shorts =
                        new ShortPointer(new Address().at(address)).capacity(count).asBuffer();
                return i -> widen(shorts.get(i));
            }
            default -> {
                ByteBuffer some =
                        new BytePointer(new Address().at(address)).capacity(count).asBuffer();
                return this == INT8 ? some::get : i -> some.get(i) & 0xff;
            }
        }
    }

    /** Writes numbers, rounded to this format. */
    void write(double[] numbers, long address) {
        switch (this) {
            case FLOAT32 -> {
                float[] floats = new float[numbers.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) numbers[i];
                }
                Memory.copy(floats, address);
            }
            case BFLOAT16 -> {
                short[] shorts = new short[numbers.length];
                for (int i = 0; i < shorts.length; i++) {
                    shorts[i] = narrow((float) numbers[i]);
                }
                new ShortPointer(new Address().at(address)).put(shorts, 0, shorts.length);
            }
            default -> {
                byte[] some = new byte[numbers.length];
                for (int i = 0; i < some.length; i++) {
                    some[i] = (byte) nearest(numbers[i]);
                }
                new BytePointer(new Address().at(address)).put(some, 0, some.length);
            }
        }
    }
}
