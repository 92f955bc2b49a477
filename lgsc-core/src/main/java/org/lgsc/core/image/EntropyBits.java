package org.lgsc.core.image;

/**
 * Bits of a JPEG scan up to the next marker, followed by zeros, which {@link #requireReal}
 * distinguishes from the data.
 */
final class EntropyBits {
    private final byte[] b;

    /** The next byte that is not in the buffer. */
    private int at;

    private boolean ended;

    /** The next bits in the lower {@link #count} bits, most significant bit first. */
    private long buffer;

    private int count;

    /** Number of bits in the buffer that are zeros after the data. */
    private int zeros;

    private int padding = -1;

    EntropyBits(byte[] b, int at) {
        this.b = b;
        this.at = at;
    }

    /** Fills the buffer to at least 32 bits: a code and the bits that follow it. */
    void fill() {
        if (count >= 32) {
            return;
        }
        while (count <= 48) {
            int next = ended ? -1 : nextByte();
            if (next < 0) {
                ended = true;
                zeros += 8;
                next = 0;
            }
            buffer = buffer << 8 | next;
            count += 8;
        }
    }

    /** Returns a byte of the data, or -1 at a marker and at the end of the file. */
    private int nextByte() {
        if (at >= b.length) {
            return -1;
        }
        int v = b[at] & 0xff;
        if (v != 0xff) {
            at++;
            return v;
        }
        int behind = at + 1;
        while (behind < b.length && b[behind] == (byte) 0xff) {
            behind++; // fill bytes
        }
        if (behind >= b.length || b[behind] != 0) {
            return -1;
        }
        at = behind + 1;
        return 0xff;
    }

    /** Reads a symbol; call {@link #fill} first. */
    int symbol(HuffmanTable table) throws RefusedPicture {
        int found = table.find((int) (buffer >> count - HuffmanTable.LONGEST) & 0xffff);
        if (found < 0) {
            throw RefusedPicture.damaged("its data contain an undefined code");
        }
        count -= found >> 8;
        return found & 0xff;
    }

    /** Reads up to 16 bits; call {@link #fill} first. */
    int take(int n) {
        count -= n;
        return (int) (buffer >> count) & (1 << n) - 1;
    }

    /** Skips any number of bits and fills the buffer as necessary. */
    void skip(int n) {
        for (int left = n; left > 0; left -= 16) {
            fill();
            count -= Math.min(16, left);
        }
    }

    /** Fails when bits after the end of the data were taken. */
    void requireReal() throws RefusedPicture {
        if (count < zeros) {
            throw RefusedPicture.damaged("its data end too early");
        }
    }

    /**
     * Fails unless all of the data were taken, except for the rest of a byte and for a zero byte
     * with which the encoders of cameras pad a picture to an even length.
     *
     * @return position of the marker after the data
     */
    int end() throws RefusedPicture {
        requireReal();
        int unread = (count - zeros) / 8;
        int last = (int) (buffer >>> zeros) & 0xff;
        while (!ended && unread < 2) {
            int next = nextByte();
            if (next < 0) {
                ended = true;
            } else {
                last = next;
                unread++;
            }
        }
        if (unread == 1 && last == 0 && endsPicture()) {
            padding = at - 1;
        } else if (unread > 0) {
            throw RefusedPicture.damaged("it contains more data than pixels");
        }
        return at;
    }

    /** Position of a padding byte, or -1; call {@link #end} first. */
    int padding() {
        return padding;
    }

    private boolean endsPicture() {
        int behind = at;
        while (behind < b.length && b[behind] == (byte) 0xff) {
            behind++;
        }
        return behind > at && behind < b.length && b[behind] == (byte) 0xd9;
    }

    /** Continues after a marker. */
    void restart(int position) {
        at = position;
        ended = false;
        buffer = 0;
        count = 0;
        zeros = 0;
    }
}
