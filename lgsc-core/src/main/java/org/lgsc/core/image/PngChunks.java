package org.lgsc.core.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.lgsc.core.internal.colour.ColourProfile;

/**
 * Chunks of a PNG, whose checksums are verified. The decoder receives only the chunks that
 * determine the pixels, because it writes lines to standard error about many of the others.
 *
 * @param pixels a PNG with only the chunks that determine the pixels
 * @param exif content of the EXIF chunk; empty without one
 * @param profile colours; empty when they are sRGB or not stated
 */
record PngChunks(byte[] pixels, byte[] exif, Optional<ColourProfile> profile) {
    private static final int SIGNATURE = 8;

    /** Bytes of a chunk in addition to its content: length, type and checksum. */
    private static final int FRAME = 12;

    private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    /**
     * @param b file that begins with a PNG's signature
     * @throws RefusedPicture when a chunk is truncated or its checksum does not match
     */
    static PngChunks read(byte[] b) throws RefusedPicture {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(b.length);
        kept.write(b, 0, SIGNATURE);
        byte[] exif = {};
        PngColours colours = new PngColours();
        String type = "";
        for (int at = SIGNATURE; !type.equals("IEND"); ) {
            long length = b.length - at < FRAME ? -1 : ByteBuffer.wrap(b).getInt(at) & 0xffffffffL;
            if (length < 0 || length > b.length - at - FRAME) {
                throw RefusedPicture.damaged("one of its chunks is truncated");
            }
            int content = (int) length;
            type = new String(b, at + 4, 4, StandardCharsets.ISO_8859_1);
            CRC32 crc = new CRC32();
            crc.update(b, at + 4, 4 + content);
            if (ByteBuffer.wrap(b).getInt(at + 8 + content) != (int) crc.getValue()) {
                throw RefusedPicture.damaged("a checksum does not match");
            }
            if (KEPT.contains(type)) {
                kept.write(b, at, content + FRAME);
            } else if (type.equals("eXIf")) {
                exif = Arrays.copyOfRange(b, at + 8, at + 8 + content);
            } else if (!colours.take(type, Arrays.copyOfRange(b, at + 8, at + 8 + content))
                    && (b[at + 4] & 0x20) == 0) {
                throw RefusedPicture.unsupported(
                        "it contains a chunk that this library does not know; save it again.");
            }
            at += content + FRAME;
        }
        return new PngChunks(kept.toByteArray(), exif, colours.profile());
    }
}
