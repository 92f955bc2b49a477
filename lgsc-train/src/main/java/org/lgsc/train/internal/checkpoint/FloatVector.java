package org.lgsc.train.internal.checkpoint;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The numbers of an array as bytes, little-endian, piece by piece without a full copy. */
final class FloatVector {
    private static final int PIECE = 1 << 18;

    private final INDArray array;

    FloatVector(INDArray array) {
        if (array.dataType() != DataType.FLOAT || array.elementWiseStride() != 1) {
            throw new IllegalArgumentException("a plain FLOAT array is needed");
        }
        this.array = array;
    }

    void write(OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * PIECE).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = array.data().asNioFloat();
        long length = array.length();
        for (long from = 0; from < length; from += PIECE) {
            int count = (int) Math.min(PIECE, length - from);
            bytes.asFloatBuffer().put(floats.slice((int) from, count));
            out.write(bytes.array(), 0, 4 * count);
        }
    }

    /** Returns whether all numbers that were read are finite. */
    boolean read(DataInputStream in) throws IOException {
        boolean finite = true;
        ByteBuffer bytes = ByteBuffer.allocate(4 * PIECE).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = array.data().asNioFloat();
        long length = array.length();
        for (long from = 0; from < length; from += PIECE) {
            int count = (int) Math.min(PIECE, length - from);
            in.readFully(bytes.array(), 0, 4 * count);
            FloatBuffer piece = bytes.asFloatBuffer().slice(0, count);
            for (int i = 0; i < count; i++) {
                finite &= Float.isFinite(piece.get(i));
            }
            floats.slice((int) from, count).put(piece);
        }
        return finite;
    }
}
