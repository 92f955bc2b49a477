package org.lgsc.core.model;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An array as ND4J writes it: a buffer with the shape, then one with the numbers, each with its
 * length and type in front. ND4J's own reader allocates whatever these claim, and takes strides
 * that lead out of the numbers; here, the shape is only compared and the numbers are read plainly.
 */
final class ArrayEntry {
    /** Bytes before the first number: 20 for words, 9 longs at most, types. */
    static final int LARGEST_HEADER = 256;

    private static final int CHUNK = 1 << 18;

    private ArrayEntry() {}

    /**
     * Reads a vector.
     *
     * @param length numbers that it must have
     * @param type that they must be of, FLOAT or DOUBLE
     * @return [N] or [1, N], as it was written
     * @throws IOException when header or numbers are anything else
     */
    static INDArray read(ModelArchive.Checked in, long length, DataType type) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        boolean row = header(data, length, type) == 2;
        INDArray array = Nd4j.createUninitialized(type, length);
        byte[] bytes = new byte[(int) Math.min(CHUNK, length) * type.width()];
        for (long at = 0; at < length; at += CHUNK) {
            int n = (int) Math.min(CHUNK, length - at);
            data.readFully(bytes, 0, n * type.width());
            try (INDArray part = numbers(ByteBuffer.wrap(bytes), n, type)) {
                array.get(NDArrayIndex.interval(at, at + n)).assign(part);
            }
        }
        if (data.read() >= 0) {
            throw new IOException("there is more behind its numbers");
        }
        return row ? array.reshape(1, length) : array;
    }

    /** Big-endian, as Java's streams write. */
    private static INDArray numbers(ByteBuffer bytes, int n, DataType type) {
        if (type == DataType.FLOAT) {
            float[] values = new float[n];
            bytes.asFloatBuffer().get(values);
            return Nd4j.createFromArray(values);
        }
        double[] values = new double[n];
        bytes.asDoubleBuffer().get(values);
        return Nd4j.createFromArray(values);
    }

    /** The rank: 1 or 2. */
    private static int header(DataInputStream in, long length, DataType type) throws IOException {
        boolean right = in.readUTF().equals("MIXED_DATA_TYPES");
        long words = in.readLong();
        right &= in.readUTF().equals("LONG") && (words == 6 || words == 8);
        long rank = 0;
        if (right) {
            rank = in.readLong();
            right = words == 2 * rank + 4;
            long total = 1;
            long last = 0;
            for (int d = 0; right && d < rank; d++) {
                last = in.readLong();
                right = last >= 1 && last <= length;
                total *= last;
            }
            right &= total == length && last == length; // [N] or [1, N]
            for (int rest = (int) rank + 3; right && rest > 0; rest--) {
                in.readLong(); // strides, extras, element stride, order
            }
        }
        right =
                right
                        && in.readUTF().equals("MIXED_DATA_TYPES")
                        && in.readLong() == length
                        && in.readUTF().equals(type.name());
        if (!right) {
            throw new IOException("an array is not the one that the network needs");
        }
        return (int) rank;
    }
}
