package org.lgsc.core.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;
import org.jspecify.annotations.Nullable;

/**
 * Parses a JPEG as its decoder would, without computing pixels, and rejects a damaged one. The
 * header has been read before: size and number of scans are within their limits.
 *
 * <p>The decoder (libjpeg-turbo inside OpenCV) fills unreadable parts with grey, writes a line to
 * standard error and reports success. Here, every code of every scan is read; undefined codes,
 * missing or superfluous blocks, misplaced restart markers, bytes between segments and missing
 * scans are errors. Bytes after the end of the picture are ignored: smartphones put videos and
 * depth maps there.
 *
 * <p>The decoder warns about three bytes that it does not use. These are not damage but habits of
 * smartphones and scanners. They are corrected in the bytes passed to the decoder; the pixels stay
 * the same.
 */
final class JpegCheck {
    private final byte[] b;

    /** Bytes to decode: the file itself unless something had to be corrected. */
    private byte[] mended;

    /** Positions at which Adobe's markers name a transform. */
    private final List<Integer> colourTransforms = new ArrayList<>();

    private final HuffmanTable[] dc = new HuffmanTable[4];
    private final HuffmanTable[] ac = new HuffmanTable[4];
    private @Nullable JpegFrame frame;
    private int restartInterval;
    private int scans;
    private int padding = -1;

    private JpegCheck(byte[] b) throws RefusedPicture {
        this.b = b;
        this.mended = b;
        // the decoder uses these when a file has no tables
        dc[0] = HuffmanTable.standard(JPEGHuffmanTable.StdDCLuminance);
        dc[1] = HuffmanTable.standard(JPEGHuffmanTable.StdDCChrominance);
        ac[0] = HuffmanTable.standard(JPEGHuffmanTable.StdACLuminance);
        ac[1] = HuffmanTable.standard(JPEGHuffmanTable.StdACChrominance);
    }

    /**
     * Checks a complete picture.
     *
     * @param b file that begins with a JPEG's first marker
     * @return the same bytes, corrected where the decoder would warn about bytes that it does not
     *     use
     * @throws RefusedPicture when its decoder would warn or fail
     */
    static byte[] requireIntact(byte[] b) throws RefusedPicture {
        JpegCheck check = new JpegCheck(b);
        check.read();
        if (check.padding < 0) {
            return check.mended;
        }
        byte[] without = Arrays.copyOf(check.mended, b.length - 1);
        System.arraycopy(
                check.mended,
                check.padding + 1,
                without,
                check.padding,
                without.length - check.padding);
        return without;
    }

    private void mend(int at, int value) {
        if (b[at] != (byte) value) {
            if (mended == b) {
                mended = b.clone();
            }
            mended[at] = (byte) value;
        }
    }

    private void read() throws RefusedPicture {
        int at = 2;
        while (true) {
            at = marker(at);
            int marker = b[at] & 0xff;
            at++;
            if (marker == 0xd9) {
                break;
            }
            if (marker == 1 || marker >= 0xd0 && marker <= 0xd7) {
                continue; // markers without a segment
            }
            int length = at + 1 < b.length ? u16(at) : 0;
            if (length < 2 || at + length > b.length || marker == 0xd8) {
                throw RefusedPicture.damaged("one of its segments is invalid");
            }
            int next = at + length;
            at = marker == 0xda ? scan(at + 2, length - 2) : next;
            if (marker != 0xda) {
                segment(marker, next - length + 2, length - 2);
            }
        }
        if (frame == null || scans == 0) {
            throw RefusedPicture.damaged("it contains no pixels");
        }
        frame.requireComplete();
        mendColourTransforms(frame);
    }

    /** Position of the code of the marker that must begin here. */
    private int marker(int from) throws RefusedPicture {
        int at = from;
        while (at < b.length && b[at] == (byte) 0xff) {
            at++;
        }
        if (at == from || at >= b.length || b[at] == 0) {
            throw RefusedPicture.damaged("there are stray bytes between its segments");
        }
        return at;
    }

    private void segment(int marker, int at, int length) throws RefusedPicture {
        if (marker == 0xc4) {
            tables(at, at + length);
        } else if (marker == 0xdd) {
            if (length != 2) {
                throw RefusedPicture.damaged("one of its segments is invalid");
            }
            restartInterval = u16(at);
        } else if (marker == 0xe0 && length >= 14 && begins(at, "JFIF\0")) {
            mend(at + 5, 1); // its version: only 1.x exists
        } else if (marker == 0xee && length >= 12 && begins(at, "Adobe") && scans == 0) {
            colourTransforms.add(at + 11);
        } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc8 && marker != 0xcc) {
            if (marker > 0xc2) {
                throw RefusedPicture.unsupported(
                        "it is "
                                + (marker > 0xc8 ? "an arithmetic-coded" : "a lossless or layered")
                                + " JPEG; save it as a baseline or progressive one.");
            }
            if (frame != null) {
                throw RefusedPicture.damaged("it contains two frames");
            }
            frame = new JpegFrame(b, at, length, marker == 0xc2);
        }
    }

    private boolean begins(int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.equals(b, at, at + wanted.length, wanted, 0, wanted.length);
    }

    /**
     * Corrects the colour transform: 1 is for three components and 2 for four. Either one is
     * accepted for the other, as all decoders do.
     */
    private void mendColourTransforms(JpegFrame frame) throws RefusedPicture {
        for (int at : colourTransforms) {
            int transform = b[at] & 0xff;
            if (transform > 2) {
                throw RefusedPicture.damaged("its colour transform is unknown");
            }
            if (transform > 0 && frame.components.length >= 3) {
                mend(at, frame.components.length - 2);
            }
        }
    }

    private void tables(int from, int end) throws RefusedPicture {
        int at = from;
        while (at < end) {
            int where = b[at++] & 0xff;
            int[] counts = new int[HuffmanTable.LONGEST];
            int total = 0;
            for (int i = 0; i < counts.length && at < end; i++) {
                counts[i] = b[at++] & 0xff;
                total += counts[i];
            }
            if (total > 256 || at + total > end || (where & 0xec) != 0) {
                throw RefusedPicture.damaged("one of its code tables is invalid");
            }
            HuffmanTable table = new HuffmanTable(counts, Arrays.copyOfRange(b, at, at + total));
            (where >> 4 == 0 ? dc : ac)[where & 3] = table;
            at += total;
        }
    }

    private int scan(int at, int length) throws RefusedPicture {
        scans++;
        int n = length < 1 ? 0 : b[at] & 0xff;
        if (frame == null || n < 1 || n > frame.components.length || length != 4 + 2 * n) {
            throw RefusedPicture.damaged("one of its scans is invalid");
        }
        JpegFrame.Component[] components = new JpegFrame.Component[n];
        HuffmanTable[] dcTables = new HuffmanTable[n];
        HuffmanTable[] acTables = new HuffmanTable[n];
        for (int c = 0; c < n; c++) {
            int tables = b[at + 2 + 2 * c] & 0xff;
            components[c] = frame.component(b[at + 1 + 2 * c] & 0xff);
            dcTables[c] = dc[tables >> 4 & 3];
            acTables[c] = ac[tables & 3];
        }
        int first = frame.progressive ? b[at + 2 * n + 1] & 0xff : 0;
        int last = frame.progressive ? b[at + 2 * n + 2] & 0xff : JpegFrame.COEFFICIENTS - 1;
        int bit = frame.progressive ? b[at + 2 * n + 3] & 0xff : 0;
        if (!frame.progressive) {
            mend(at + 2 * n + 1, first);
            mend(at + 2 * n + 2, last);
            mend(at + 2 * n + 3, bit);
        }
        advance(frame, components, first, last, bit);
        requireTables(dcTables, acTables, first, last, bit >> 4 != 0);
        EntropyBits bits = new EntropyBits(b, at + length);
        int end =
                new JpegScan(
                                frame,
                                components,
                                dcTables,
                                acTables,
                                first,
                                last,
                                bit >> 4 != 0,
                                restartInterval,
                                bits)
                        .read(b);
        padding = bits.padding();
        return end;
    }

    /** Checks that each bit of a coefficient occurs once, from the highest to the lowest. */
    private static void advance(
            JpegFrame frame, JpegFrame.Component[] components, int first, int last, int bit)
            throws RefusedPicture {
        int before = (bit >> 4) == 0 ? -1 : bit >> 4;
        int now = bit & 15;
        boolean right =
                last < JpegFrame.COEFFICIENTS
                        && first <= last
                        && (before < 0 || now == before - 1)
                        && now <= 13;
        for (JpegFrame.Component c : components) {
            right =
                    right
                            && (first == 0
                                    ? last == 0 || !frame.progressive
                                    : components.length == 1 && c.lowestBit[0] >= 0);
            for (int k = first; right && k <= last; k++) {
                right = c.lowestBit[k] == before;
                c.lowestBit[k] = now;
            }
        }
        if (!right) {
            throw RefusedPicture.damaged("its scans are inconsistent");
        }
    }

    private void requireTables(
            HuffmanTable[] dcTables, HuffmanTable[] acTables, int first, int last, boolean refines)
            throws RefusedPicture {
        boolean needsDc = first == 0 && !refines;
        for (int c = 0; c < dcTables.length; c++) {
            if (needsDc && dcTables[c] == null || last > 0 && acTables[c] == null) {
                throw RefusedPicture.damaged("one of its code tables is missing");
            }
        }
    }

    private int u16(int at) {
        return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
    }
}
