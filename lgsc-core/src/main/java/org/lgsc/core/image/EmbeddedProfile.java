package org.lgsc.core.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Finds the ICC profile in the files of each format. */
final class EmbeddedProfile {
    /** Largest profile; those of cameras take 0.5 to 4 kB, tables for print up to 3 MB. */
    private static final int MOST = 4 << 20;

    private static final byte[] NONE = {};
    private static final byte[] IN_JPEG = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    private EmbeddedProfile() {}

    /** Joins the parts of a JPEG's profile; empty when there is none or a part is missing. */
    static byte[] ofJpeg(byte[] b) {
        Map<Integer, byte[]> parts = new TreeMap<>();
        int count = 0;
        int at = 2;
        while (at + 4 <= b.length && b[at] == (byte) 0xff && b[at + 1] != (byte) 0xda) {
            int length = (b[at + 2] & 0xff) << 8 | b[at + 3] & 0xff;
            int content = at + 4;
            int end = at + 2 + length;
            if (b[at + 1] == (byte) 0xff) {
                at++; // fill byte
                continue;
            }
            if (end > b.length || length < 2) {
                return NONE;
            }
            int data = content + IN_JPEG.length + 2;
            if (b[at + 1] == (byte) 0xe2
                    && data <= end
                    && Arrays.equals(
                            b, content, content + IN_JPEG.length, IN_JPEG, 0, IN_JPEG.length)) {
                count = Math.max(count, b[data - 1] & 0xff);
                parts.put(b[data - 2] & 0xff, Arrays.copyOfRange(b, data, end));
            }
            at = end;
        }
        if (parts.size() != count) {
            return NONE;
        }
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        parts.values().forEach(profile::writeBytes);
        return profile.toByteArray();
    }

    /**
     * Unpacks a PNG's profile; empty when it is damaged or implausibly large.
     *
     * @param chunk content of the chunk iCCP: a name, 0, 0, and compressed data
     */
    static byte[] ofPng(byte[] chunk) {
        int name = 0;
        while (name < chunk.length && chunk[name] != 0) {
            name++;
        }
        if (name + 2 > chunk.length) {
            return NONE;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(chunk, name + 2, chunk.length - name - 2);
            ByteArrayOutputStream profile = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!inflater.finished()) {
                int n = inflater.inflate(part);
                profile.write(part, 0, n);
                if (n == 0 || profile.size() > MOST) {
                    return NONE;
                }
            }
            return profile.toByteArray();
        } catch (DataFormatException e) {
            return NONE;
        } finally {
            inflater.end();
        }
    }
}
