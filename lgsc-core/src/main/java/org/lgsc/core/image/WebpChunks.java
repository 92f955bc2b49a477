package org.lgsc.core.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Chunks of a WebP picture. The decoder receives only those of a lossy picture without
 * transparency, the form that cameras and services use for photographs. Lossless data, including
 * transparency, are decoded by the part of libwebp with CVE-2023-4863 in the version that OpenCV
 * 4.5.5 contains.
 *
 * @param width pixels, as stored
 * @param height pixels, as stored
 * @param pixels a file with only the lossy picture
 * @param exif content of the EXIF chunk; empty without one
 * @param profile colour profile; empty without one
 * @param complete whether the file is not truncated
 */
record WebpChunks(
        int width, int height, byte[] pixels, byte[] exif, byte[] profile, boolean complete) {
    private static final int HEADER = 12;

    /** Bytes of a chunk before its content: type and length. */
    private static final int FRAME = 8;

    /** Bytes of a lossy picture before its data: a tag of 3, a signature of 3, the size of 4. */
    private static final int PICTURE = 10;

    static boolean looksLike(byte[] b) {
        return b.length > HEADER + FRAME + PICTURE
                && text(b, 0).equals("RIFF")
                && text(b, 8).equals("WEBP");
    }

    /**
     * @param b file that {@link #looksLike} a WebP picture
     * @throws RefusedPicture when it is damaged or of a kind that is not supported
     */
    static WebpChunks read(byte[] b) throws RefusedPicture {
        ByteBuffer file = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
        long end = Math.min(b.length, FRAME + (file.getInt(4) & 0xffffffffL));
        byte[] picture = {};
        byte[] exif = {};
        byte[] profile = {};
        boolean complete = FRAME + (file.getInt(4) & 0xffffffffL) <= b.length;
        long at = HEADER;
        while (at + FRAME <= end) {
            String type = text(b, (int) at);
            long length = file.getInt((int) at + 4) & 0xffffffffL;
            long next = at + FRAME + length + (length & 1);
            complete &= at + FRAME + length <= b.length;
            int to = (int) Math.min(b.length, at + FRAME + length);
            switch (type) {
                case "VP8 " -> picture = Arrays.copyOfRange(b, (int) at + FRAME, to);
                case "EXIF" -> exif = Arrays.copyOfRange(b, (int) at + FRAME, to);
                case "ICCP" -> profile = Arrays.copyOfRange(b, (int) at + FRAME, to);
                case "VP8L", "ALPH" ->
                        throw RefusedPicture.unsupported(
                                "it is a lossless or transparent WebP picture; save it as a PNG.");
                case "ANIM", "ANMF" ->
                        throw RefusedPicture.unsupported(
                                "it is an animated WebP picture; save one of its frames as a"
                                        + " JPEG.");
                default -> {
                    // text
                }
            }
            at = next;
        }
        boolean key =
                picture.length > PICTURE
                        && (picture[0] & 1) == 0
                        && picture[3] == (byte) 0x9d
                        && picture[4] == 1
                        && picture[5] == 0x2a;
        if (!key) {
            throw RefusedPicture.damaged("it contains no pixels");
        }
        ByteBuffer size = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
        return new WebpChunks(
                size.getShort(6) & 0x3fff,
                size.getShort(8) & 0x3fff,
                alone(picture),
                withoutName(exif),
                profile,
                complete);
    }

    private static byte[] alone(byte[] picture) {
        int padded = picture.length + (picture.length & 1);
        return ByteBuffer.allocate(HEADER + FRAME + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(4 + FRAME + padded)
                .put("WEBPVP8 ".getBytes(StandardCharsets.US_ASCII))
                .putInt(picture.length)
                .put(picture)
                .array();
    }

    /** Removes the prefix of EXIF data in a JPEG, which some programs write in WebP, too. */
    private static byte[] withoutName(byte[] exif) {
        return exif.length > 6 && text(exif, 0).equals("Exif")
                ? Arrays.copyOfRange(exif, 6, exif.length)
                : exif;
    }

    private static String text(byte[] b, int at) {
        return new String(b, at, 4, StandardCharsets.ISO_8859_1);
    }
}
