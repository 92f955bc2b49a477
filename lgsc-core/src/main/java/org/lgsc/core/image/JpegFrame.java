package org.lgsc.core.image;

import java.util.Arrays;

/**
 * Frame of a JPEG: its size, its components and the coefficients that the scans have contained so
 * far.
 */
final class JpegFrame {
    static final int COEFFICIENTS = 64;

    /** One colour component. */
    static final class Component {
        final int id;
        final int across;
        final int down;

        /** Number of blocks of 8x8 that contain pixels. */
        int blocksWide;

        int blocksHigh;

        /**
         * Number of blocks in a row, including those that complete the last group of an interleaved
         * scan.
         */
        int stride;

        /** For progressive JPEGs: which coefficients of a block are not zero, one bit each. */
        long[] nonZero = {};

        /** Lowest bit read so far, for each coefficient; -1 before the first one. */
        final int[] lowestBit = new int[COEFFICIENTS];

        private Component(int id, int sampling) {
            this.id = id;
            this.across = sampling >> 4;
            this.down = sampling & 15;
            Arrays.fill(lowestBit, -1);
        }

        /** Whether every coefficient that has been started is complete. */
        private boolean complete() {
            return lowestBit[0] == 0 && Arrays.stream(lowestBit).allMatch(bit -> bit <= 0);
        }
    }

    final boolean progressive;
    final Component[] components;
    final int groupsWide;
    final int groupsHigh;

    /**
     * @param b the file
     * @param at position of the segment's content
     * @param length length of the content
     */
    JpegFrame(byte[] b, int at, int length, boolean progressive) throws RefusedPicture {
        int n = length < 6 ? 0 : b[at + 5] & 0xff;
        if (n < 1 || n > 4 || length != 6 + 3 * n) {
            throw RefusedPicture.damaged("its frame is invalid");
        }
        if (b[at] != 8) {
            throw RefusedPicture.unsupported(
                    "it has "
                            + (b[at] & 0xff)
                            + " bits per colour; save it as a JPEG with 8 bits, or as a PNG.");
        }
        this.progressive = progressive;
        int height = (b[at + 1] & 0xff) << 8 | b[at + 2] & 0xff;
        int width = (b[at + 3] & 0xff) << 8 | b[at + 4] & 0xff;
        components = new Component[n];
        int most = 1;
        int mostDown = 1;
        for (int c = 0; c < n; c++) {
            Component component = new Component(b[at + 6 + 3 * c] & 0xff, b[at + 7 + 3 * c] & 0xff);
            components[c] = component;
            if (Math.min(component.across, component.down) < 1
                    || Math.max(component.across, component.down) > 4) {
                throw RefusedPicture.damaged("its frame is invalid");
            }
            most = Math.max(most, component.across);
            mostDown = Math.max(mostDown, component.down);
        }
        groupsWide = ceil(width, 8 * most);
        groupsHigh = ceil(height, 8 * mostDown);
        for (Component c : components) {
            c.blocksWide = ceil(ceil(width * c.across, most), 8);
            c.blocksHigh = ceil(ceil(height * c.down, mostDown), 8);
            c.stride = groupsWide * c.across;
            if (progressive) {
                c.nonZero = new long[c.stride * groupsHigh * c.down];
            }
        }
    }

    private static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }

    Component component(int id) throws RefusedPicture {
        for (Component c : components) {
            if (c.id == id) {
                return c;
            }
        }
        throw RefusedPicture.damaged("a scan names a colour component that does not exist");
    }

    /** Fails when a scan is missing. */
    void requireComplete() throws RefusedPicture {
        for (Component c : components) {
            if (!c.complete()) {
                throw RefusedPicture.damaged("some of its scans are missing");
            }
        }
    }
}
