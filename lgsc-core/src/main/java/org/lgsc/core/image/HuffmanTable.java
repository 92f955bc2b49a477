package org.lgsc.core.image;

import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/** A JPEG's code table (ITU-T T.81, annex C), for decoding. */
final class HuffmanTable {
    /** Longest code in bits. */
    static final int LONGEST = 16;

    /** Codes of up to that many bits are looked up at once. */
    private static final int LOOKUP = 10;

    /** For the next bits of the data: length of the code << 8 | symbol; 0 for longer codes. */
    private final short[] lookup = new short[1 << LOOKUP];

    /** Largest code of each length, -1 where there is none. */
    private final int[] largest = new int[LONGEST + 1];

    /** Index of a symbol less its code, for each length. */
    private final int[] offset = new int[LONGEST + 1];

    private final byte[] symbols;

    /**
     * @param counts number of codes of each length, from 1 to 16 bits
     * @param symbols of the codes, in their order
     */
    HuffmanTable(int[] counts, byte[] symbols) throws RefusedPicture {
        this.symbols = symbols;
        int code = 0;
        int next = 0;
        for (int length = 1; length <= LONGEST; length++) {
            int n = counts[length - 1];
            if (code + n > 1 << length) {
                throw RefusedPicture.damaged("a table of its codes is none");
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

    /** One that a file need not hold, as the frames of a camera's motion JPEG. */
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

    /**
     * The code that the data go on with.
     *
     * @param bits the next 16 bits
     * @return its length << 8 | its symbol, or -1 when there is no such code
     */
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
