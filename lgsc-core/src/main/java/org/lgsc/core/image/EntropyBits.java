package org.lgsc.core.image;

/**
 * The bits of a JPEG's scan up to the next marker; behind it, zeros, which {@link #requireReal}
 * tells from the data.
 */
final class EntropyBits {
    private final byte[] b;

    /** The next byte that is not in the buffer. */
    private int at;

    private boolean ended;

    /** The next bits, the first one uppermost of the lower {@link #count}. */
    private long buffer;

    private int count;

    /** How many of the bits in the buffer are zeros behind the data. */
    private int zeros;

    private int padding = -1;

    EntropyBits(byte[] b, int at) {
        this.b = b;
        this.at = at;
    }

    /** Makes sure of 32 bits: a code and the bits behind it. */
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

    /** A byte of the data, or -1 at a marker and at the end of the file. */
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

    /** After {@link #fill}. */
    int symbol(HuffmanTable table) throws RefusedPicture {
        int found = table.find((int) (buffer >> count - HuffmanTable.LONGEST) & 0xffff);
        if (found < 0) {
            throw RefusedPicture.damaged("its data hold a code that there is not");
        }
        count -= found >> 8;
        return found & 0xff;
    }

    /** Up to 16 bits, after {@link #fill}. */
    int take(int n) {
        count -= n;
        return (int) (buffer >> count) & (1 << n) - 1;
    }

    /** Any number of bits, filling up as it goes. */
    void skip(int n) {
        for (int left = n; left > 0; left -= 16) {
            fill();
            count -= Math.min(16, left);
        }
    }

    /** Fails when bits behind the data were taken. */
    void requireReal() throws RefusedPicture {
        if (count < zeros) {
            throw RefusedPicture.damaged("its data end too early");
        }
    }

    /**
     * Fails unless all of the data were taken but for the rest of a byte, and for a zero byte by
     * which the encoders of cameras bring a picture to an even length.
     *
     * @return where the marker behind the data begins
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
            throw RefusedPicture.damaged("there are more data than pixels");
        }
        return at;
    }

    /** After {@link #end}: where a byte is that belongs to nothing, or -1. */
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

    /** Goes on behind a marker. */
    void restart(int position) {
        at = position;
        ended = false;
        buffer = 0;
        count = 0;
        zeros = 0;
    }
}
