package org.lgsc.core.internal.archive;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Reads an array written by ND4J: a buffer with the shape, then one with the values, each preceded
 * by its length and type. ND4J's own reader allocates whatever these claim and accepts strides that
 * lead outside the values. Here, the shape is only compared, and the values are read in sequence.
 */
final class ArrayEntry {
    /** Largest number of bytes before the first value: 20 for words, at most 9 longs, types. */
    static final int LARGEST_HEADER = 256;

    private static final int CHUNK = 1 << 18;

    private ArrayEntry() {}

    /**
     * Reads a vector.
     *
     * @param length expected number of values
     * @param type expected type, FLOAT or DOUBLE
     * @return [N] or [1, N], as it was written
     * @throws IOException when header or values are not as expected
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
            throw new IOException("there are data after its last value");
        }
        return row ? array.reshape(1, length) : array;
    }

    /** Values are big-endian, as written by Java's streams. */
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

    /** Checks the header and returns the rank, 1 or 2. */
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
