package org.lgsc.data.video;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Finds truncated Matroska and WebM files: a tree of elements, each with its size. Streamed files
 * leave the sizes of segment and clusters open; those are followed element by element, so that only
 * a cut exactly between two elements is not detected.
 */
final class MatroskaCheck {
    /** The identity of the first element. */
    static final int EBML = 0x1A45DFA3;

    private static final long SEGMENT = 0x18538067L;
    private static final long CLUSTER = 0x1F43B675L;
    private static final long OPEN = -1;

    private final RandomAccessFile in;
    private final long length;

    MatroskaCheck(RandomAccessFile in) throws IOException {
        this.in = in;
        this.length = in.length();
    }

    boolean complete() throws IOException {
        in.seek(0);
        boolean segment = false;
        while (in.getFilePointer() < length) {
            long id = number(4, true);
            long size = number(8, false);
            if (id < 0 || size < OPEN) {
                return false;
            }
            segment |= id == SEGMENT;
            // an open element contains the following elements
            boolean open = size == OPEN && (id == SEGMENT || id == CLUSTER);
            if (!open && (size == OPEN || size > length - in.getFilePointer())) {
                return false;
            }
            if (!open) {
                in.seek(in.getFilePointer() + size);
            }
        }
        return segment;
    }

    /**
     * Reads a number whose first byte states its length.
     *
     * @param most maximum number of bytes
     * @param marked whether the length bit is part of the number, as in identities
     * @return {@link #OPEN} when all bits are set, less when there is no number
     */
    private long number(int most, boolean marked) throws IOException {
        int first = in.read();
        int bytes = first <= 0 ? 9 : Integer.numberOfLeadingZeros(first) - 23;
        if (bytes > most || in.getFilePointer() + bytes - 1 > length) {
            return OPEN - 1;
        }
        long value = marked ? first : first & (0xff >> bytes);
        for (int i = 1; i < bytes; i++) {
            value = value << 8 | in.read();
        }
        return !marked && value == (1L << 7 * bytes) - 1 ? OPEN : value;
    }
}
