package org.lgsc.core.image;

/**
 * Reads one scan of a JPEG code by code without computing pixels, and checks that it contains every
 * block and nothing else.
 */
final class JpegScan {
    private static final long ALL = -1L;

    private final JpegFrame frame;
    private final JpegFrame.Component[] components;
    private final HuffmanTable[] dc;
    private final HuffmanTable[] ac;
    private final int first;
    private final int last;
    private final boolean refines;
    private final int restartInterval;
    private final EntropyBits bits;

    /** Number of following blocks without new coefficients. */
    private int emptyBlocks;

    /**
     * @param dc table of each component
     * @param ac table of each component
     * @param first first coefficient
     * @param last last coefficient
     * @param refines whether it adds a bit to coefficients of earlier scans
     * @param restartInterval groups of blocks between two restart markers; 0 for none
     * @param bits data of the scan
     */
    JpegScan(
            JpegFrame frame,
            JpegFrame.Component[] components,
            HuffmanTable[] dc,
            HuffmanTable[] ac,
            int first,
            int last,
            boolean refines,
            int restartInterval,
            EntropyBits bits) {
        this.frame = frame;
        this.components = components;
        this.dc = dc;
        this.ac = ac;
        this.first = first;
        this.last = last;
        this.refines = refines;
        this.restartInterval = restartInterval;
        this.bits = bits;
    }

    /** Reads the scan and returns the position of the marker after it. */
    int read(byte[] b) throws RefusedPicture {
        boolean single = components.length == 1;
        int wide = single ? components[0].blocksWide : frame.groupsWide;
        int high = single ? components[0].blocksHigh : frame.groupsHigh;
        int untilRestart = restartInterval;
        int restarts = 0;
        for (int y = 0; y < high; y++) {
            for (int x = 0; x < wide; x++) {
                if (restartInterval > 0 && untilRestart-- == 0) {
                    restart(b, restarts++ & 7);
                    untilRestart = restartInterval - 1;
                }
                if (single) {
                    block(0, y * components[0].stride + x);
                } else {
                    group(x, y);
                }
                bits.requireReal();
            }
        }
        requireNothingLeft();
        return bits.end();
    }

    private void group(int x, int y) throws RefusedPicture {
        for (int c = 0; c < components.length; c++) {
            JpegFrame.Component component = components[c];
            for (int row = 0; row < component.down; row++) {
                int at = (y * component.down + row) * component.stride + x * component.across;
                for (int column = 0; column < component.across; column++) {
                    block(c, at + column);
                }
            }
        }
    }

    private void restart(byte[] b, int number) throws RefusedPicture {
        requireNothingLeft();
        int at = bits.end();
        while (at + 1 < b.length && b[at + 1] == (byte) 0xff) {
            at++;
        }
        if (at + 1 >= b.length || (b[at + 1] & 0xff) != 0xd0 + number) {
            throw RefusedPicture.damaged("a restart marker is missing");
        }
        bits.restart(at + 2);
    }

    private void requireNothingLeft() throws RefusedPicture {
        if (emptyBlocks > 0) {
            throw RefusedPicture.damaged("its data announce more blocks than it has");
        }
    }

    private void block(int c, int index) throws RefusedPicture {
        if (!frame.progressive) {
            sequential(dc[c], ac[c]);
        } else if (first == 0) {
            bits.fill();
            bits.take(refines ? 1 : category(dc[c]));
        } else if (refines) {
            refine(ac[c], components[c].nonZero, index);
        } else {
            begin(ac[c], components[c].nonZero, index);
        }
    }

    /** Number of bits of a DC difference. */
    private int category(HuffmanTable table) throws RefusedPicture {
        int n = bits.symbol(table);
        if (n > 15) {
            throw RefusedPicture.damaged("its data contain an undefined code");
        }
        return n;
    }

    private void sequential(HuffmanTable dcTable, HuffmanTable acTable) throws RefusedPicture {
        bits.fill();
        bits.take(category(dcTable));
        for (int k = 1; k < JpegFrame.COEFFICIENTS; k++) {
            bits.fill();
            int symbol = bits.symbol(acTable);
            int size = symbol & 15;
            int run = symbol >> 4;
            if (size == 0 && run < 15) {
                return;
            }
            k += run;
            requireInside(k, JpegFrame.COEFFICIENTS - 1);
            bits.take(size);
        }
    }

    private void begin(HuffmanTable table, long[] nonZero, int index) throws RefusedPicture {
        if (emptyBlocks > 0) {
            emptyBlocks--;
            return;
        }
        for (int k = first; k <= last; k++) {
            bits.fill();
            int symbol = bits.symbol(table);
            int size = symbol & 15;
            int run = symbol >> 4;
            if (size == 0 && run < 15) {
                emptyBlocks =
                        (1 << run) + bits.take(run) - 1; // the current block is the first of them
                return;
            }
            k += run;
            requireInside(k, last);
            if (size > 0) {
                bits.take(size);
                nonZero[index] |= 1L << k;
            }
        }
    }

    private void refine(HuffmanTable table, long[] nonZero, int index) throws RefusedPicture {
        int k = first;
        while (emptyBlocks == 0 && k <= last) {
            bits.fill();
            int symbol = bits.symbol(table);
            int size = symbol & 15;
            int run = symbol >> 4;
            if (size == 0 && run < 15) {
                emptyBlocks = (1 << run) + bits.take(run);
                break;
            }
            if (size > 1) {
                throw RefusedPicture.damaged("its data contain an undefined code");
            }
            bits.take(size);
            k = place(nonZero, index, k, run);
            if (size == 1) {
                requireInside(k, last);
                nonZero[index] |= 1L << k;
            }
            k++;
        }
        if (emptyBlocks > 0) {
            if (k <= last) {
                bits.skip(Long.bitCount(nonZero[index] & ALL << k & ALL >>> 63 - last));
            }
            emptyBlocks--;
        }
    }

    /**
     * Skips a run of zeros, corrects the non-zero coefficients in it, and returns the position of
     * the zero after it.
     */
    private int place(long[] nonZero, int index, int from, int run) {
        int left = run;
        int k = from;
        int corrected = 0;
        for (; k <= last; k++) {
            if ((nonZero[index] >>> k & 1) != 0) {
                corrected++;
            } else if (left-- == 0) {
                break;
            }
        }
        bits.skip(corrected);
        return k;
    }

    private static void requireInside(int k, int last) throws RefusedPicture {
        if (k > last) {
            throw RefusedPicture.damaged("its data exceed a block");
        }
    }
}
