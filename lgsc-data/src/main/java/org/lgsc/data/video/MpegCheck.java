package org.lgsc.data.video;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Finds MPG and TS files that end within a packet or within a picture. These containers were made
 * for tape and broadcast: nothing in them states their length, so a cut exactly between two
 * pictures is not detected. Packets of an MPG are as long as a sector, where copies and downloads
 * break off, so its last picture is checked as well.
 */
final class MpegCheck {
    private static final int PACK = 0x1ba;

    /** Start codes below this one are those of the pictures within packets. */
    private static final int END = 0x1b9;

    private static final int SYNC = 0x47;

    /** Number of lines of a row of macroblocks. */
    private static final int ROW = 16;

    /** The last start code of a slice. */
    private static final int LAST_SLICE = 0xaf;

    private static final int EXTENSION = 0xb5;
    private static final int PICTURE_CODING = 8;

    /** Number of packets that must begin at the expected places for a file to count as TS. */
    private static final int ENOUGH_PACKETS = 5;

    private MpegCheck() {}

    /** Returns whether a file begins like an MPG. */
    static boolean isProgram(byte[] start) {
        return start[0] == 0
                && start[1] == 0
                && start[2] == 1
                && (start[3] & 0xff) == (PACK & 0xff);
    }

    /**
     * Follows an MPG from packet to packet.
     *
     * @return false when the last one is truncated; true when something other than a packet is
     *     found, which is another fault or a habit of recorders
     */
    static boolean wholeProgram(RandomAccessFile in) throws IOException {
        long length = in.length();
        byte[] head = new byte[14];
        for (long at = 0; at < length; ) {
            int there = (int) Math.min(head.length, length - at);
            in.seek(at);
            in.readFully(head, 0, there);
            int code = there < 4 ? zeros(head, there) : int32(head);
            if (code == 0) {
                return there >= 4; // padding zeros of a sector, or half a start code
            }
            if (code < END || code > 0x1ff) {
                return true;
            }
            if (code == END) {
                at += 4;
                continue;
            }
            if (there < (code == PACK ? 14 : 6)) {
                return false;
            }
            at += code == PACK ? packLength(head) : 6 + ((head[4] & 0xff) << 8 | head[5] & 0xff);
            if (at > length) {
                return false;
            }
        }
        return true;
    }

    /** Returns 0 when the remaining bytes are the beginning of a start code, else -1. */
    private static int zeros(byte[] head, int there) {
        for (int i = 0; i < there; i++) {
            if (head[i] != (i == 2 ? 1 : 0)) {
                return -1;
            }
        }
        return 0;
    }

    /** Returns the length of a pack header; that of MPEG-2 is longer, with padding bytes. */
    private static int packLength(byte[] head) {
        return (head[4] & 0xc0) == 0x40 ? 14 + (head[13] & 7) : 12;
    }

    private static int int32(byte[] b) {
        return (b[0] & 0xff) << 24 | (b[1] & 0xff) << 16 | (b[2] & 0xff) << 8 | b[3] & 0xff;
    }

    /**
     * Returns whether a picture of MPEG-2 has its lowest row of macroblocks: a slice is one row,
     * and its start code has the row's number. A cut within the last slice itself is not detected.
     *
     * @param height of the picture, pixels
     */
    static boolean hasLowestRow(byte[] picture, int height) {
        int rows = (height + ROW - 1) / ROW;
        if (rows > LAST_SLICE) {
            return true; // larger pictures are numbered differently
        }
        int lowest = 0;
        for (int i = 0; i + 3 < picture.length; i++) {
            if (picture[i] != 0 || picture[i + 1] != 0 || picture[i + 2] != 1) {
                continue;
            }
            int code = picture[i + 3] & 0xff;
            if (code >= 1 && code <= LAST_SLICE) {
                lowest = Math.max(lowest, code);
            } else if (code == EXTENSION && isField(picture, i + 4)) {
                rows = (height + 2 * ROW - 1) / (2 * ROW);
            }
        }
        return lowest >= rows;
    }

    /** Returns whether a picture is a field: every other line, as in interlaced video. */
    private static boolean isField(byte[] b, int at) {
        return at + 2 < b.length && (b[at] & 0xf0) >> 4 == PICTURE_CODING && (b[at + 2] & 3) != 3;
    }

    /**
     * Returns the bytes of a TS file's packets: 188, or 192 with a time stamp before each (Blu-ray,
     * AVCHD), or 204 with parity after each.
     *
     * @return 0 when the file is not a TS
     */
    static int transportPacket(RandomAccessFile in) throws IOException {
        for (int size : new int[] {188, 192, 204}) {
            int sync = size == 192 ? 4 : 0;
            boolean all = in.length() >= (long) ENOUGH_PACKETS * size;
            for (int i = 0; all && i < ENOUGH_PACKETS; i++) {
                in.seek((long) i * size + sync);
                all = in.read() == SYNC;
            }
            if (all) {
                return size;
            }
        }
        return 0;
    }
}
