package org.lgsc.train.spark;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lgsc.core.Experimental;

/**
 * Number format in which tasks of a cluster send gradients to the driver. Gradients are computed in
 * float32 and added in double in any case.
 */
@Experimental
public enum GradientFormat {
    /** Four bytes per number, exactly as computed by the task. */
    FLOAT32(4) {
        @Override
        void put(ByteBuffer to, double value) {
            to.putFloat((float) value);
        }

        @Override
        double get(ByteBuffer from) {
            return from.getFloat();
        }
    },

    /**
     * Two bytes per number: the upper half of a float32, rounded to the nearest, with a relative
     * error of up to 0.4 %. Running statistics of batch norms are part of a gradient and are
     * rounded, too.
     */
    BFLOAT16(2) {
        @Override
        void put(ByteBuffer to, double value) {
            to.putShort(rounded((float) value));
        }

        @Override
        double get(ByteBuffer from) {
            return Float.intBitsToFloat(from.getShort() << 16);
        }
    };

    /** Number of values converted to bytes at once. */
    private static final int BLOCK = 4096;

    private final int bytes;

    GradientFormat(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the number of bytes per sent value. */
    public int bytes() {
        return bytes;
    }

    abstract void put(ByteBuffer to, double value);

    abstract double get(ByteBuffer from);

    /** Returns the nearest bfloat16, ties to even; NaN stays NaN. */
    static short rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    void write(double[] values, DataOutput out) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK * bytes);
        for (int i = 0; i < values.length; ) {
            block.clear();
            for (int end = Math.min(values.length, i + BLOCK); i < end; i++) {
                put(block, values[i]);
            }
            out.write(block.array(), 0, block.position());
        }
    }

    double[] read(int length, DataInput in) throws IOException {
        double[] values = new double[length];
        ByteBuffer block = ByteBuffer.allocate(BLOCK * bytes);
        for (int i = 0; i < length; ) {
            int end = Math.min(length, i + BLOCK);
            block.clear();
            in.readFully(block.array(), 0, (end - i) * bytes);
            for (; i < end; i++) {
                values[i] = get(block);
            }
        }
        return values;
    }
}
