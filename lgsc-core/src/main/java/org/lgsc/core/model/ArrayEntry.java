package org.lgsc.core.model;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array as ND4J writes it: a buffer with the shape, then one with the numbers, each with its
 * length and type in front. ND4J allocates whatever these claim, so they are read first.
 */
final class ArrayEntry {
    /** Bytes before the first number: 20 for words, 9 longs at most, types. */
    static final int LARGEST_HEADER = 256;

    private ArrayEntry() {}

    /**
     * Reads a vector.
     *
     * @param length numbers that it must have
     * @param type that they must be of
     * @throws IOException when header or numbers are anything else
     */
    static INDArray read(ModelArchive.Checked in, long length, DataType type) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(LARGEST_HEADER);
        requireHeader(new DataInputStream(buffered), length, type);
        buffered.reset();
        INDArray array = Nd4j.read(new DataInputStream(buffered));
        if (buffered.read() >= 0) {
            throw new IOException("there is more behind its numbers");
        }
        return array;
    }

    private static void requireHeader(DataInputStream in, long length, DataType type)
            throws IOException {
        boolean right = in.readUTF().equals("MIXED_DATA_TYPES");
        long words = in.readLong();
        right &= in.readUTF().equals("LONG") && (words == 6 || words == 8);
        if (right) {
            long rank = in.readLong();
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
    }
}
