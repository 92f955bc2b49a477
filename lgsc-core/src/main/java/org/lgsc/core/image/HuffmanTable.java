package org.lgsc.core.image;

import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/** A JPEG's code table (ITU-T T.81, annex C), for decoding. */
final class HuffmanTable {
    /** Longest code in bits. */
    static final int LONGEST = 16;

    /** Codes of up to this many bits are looked up in one step. */
    private static final int LOOKUP = 10;

    /** By the next bits of the data: length of the code << 8 | symbol; 0 for longer codes. */
    private final short[] lookup = new short[1 << LOOKUP];

    /** Largest code of each length; -1 without codes. */
    private final int[] largest = new int[LONGEST + 1];

    /** Index of a symbol minus its code, for each length. */
    private final int[] offset = new int[LONGEST + 1];

    private final byte[] symbols;

    /**
     * @param counts number of codes of each length, from 1 to 16 bits
     * @param symbols symbols of the codes, in the order of the codes
     */
    HuffmanTable(int[] counts, byte[] symbols) throws RefusedPicture {
        this.symbols = symbols;
        int code = 0;
        int next = 0;
        for (int length = 1; length <= LONGEST; length++) {
            int n = counts[length - 1];
            if (code + n > 1 << length) {
                throw RefusedPicture.damaged("one of its code tables is invalid");
            }
            offset[length] = next - code;
            largest[length] = n == 0 ? -1 : code + n - 1;
            for (int i = 0; i < n && length <= LOOKUP; i++) {
                short entry = (short) (length << 8 | symbols[next + i] & 0xff);
                int first = code + i << LOOKUP - length;
                java.util.Arrays.fill(lookup, first, first + (1 << LOOKUP - length), entry);
            }
            next += n;
            code = code + n << 1;
        }
    }

    /**
     * Converts a standard table, which a file may omit, as the frames of a camera's motion JPEG do.
     */
    static HuffmanTable standard(JPEGHuffmanTable table) throws RefusedPicture {
        int[] counts = new int[LONGEST];
        short[] lengths = table.getLengths();
        for (int i = 0; i < lengths.length; i++) {
            counts[i] = lengths[i];
        }
        short[] values = table.getValues();
        byte[] symbols = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            symbols[i] = (byte) values[i];
        }
        return new HuffmanTable(counts, symbols);
    }

    /** Returns length << 8 | symbol of the code that the next 16 bits begin with; -1 for none. */
    int find(int bits) {
        int entry = lookup[bits >> LONGEST - LOOKUP];
        if (entry != 0) {
            return entry;
        }
        for (int length = LOOKUP + 1; length <= LONGEST; length++) {
            int code = bits >> LONGEST - length;
            if (code <= largest[length]) {
                return length << 8 | symbols[code + offset[length]] & 0xff;
            }
        }
        return -1;
    }
}
