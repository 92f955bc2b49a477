package org.lgsc.core.image;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Header of a picture file, read without decoding. OpenCV allocates memory before it checks and
 * accepts a truncated JPEG as complete, so size and completeness are determined here.
 *
 * @param format how the file is encoded
 * @param width pixels, as stored (before EXIF orientation)
 * @param height pixels, as stored
 * @param components JPEG colour components; 0 for other formats
 * @param bytesPerPixel bytes that a pixel takes during decoding
 * @param adobe whether a JPEG carries Adobe's marker, which means that CMYK is stored inverted
 * @param complete whether the file contains the end of the picture
 */
record ImageHeader(
        Format format,
        long width,
        long height,
        int components,
        int bytesPerPixel,
        boolean adobe,
        boolean complete) {

    /**
     * Largest number of scans of a JPEG. Progressive JPEGs have about ten. The decoder's work grows
     * with their number, and an empty scan takes a few bytes of a file but milliseconds to decode.
     */
    static final int MOST_SCANS = 100;

    enum Format {
        JPEG,
        PNG,
        WEBP,
        BMP
    }

    /**
     * @throws RefusedPicture when the bytes are not a JPEG, PNG, WebP or BMP picture
     */
    static ImageHeader read(byte[] b) throws RefusedPicture {
        ImageHeader header = null;
        if (b.length > 3 && u8(b, 0) == 0xff && u8(b, 1) == 0xd8) {
            header = jpeg(b);
        } else if (b.length > 28 && u32(b, 0) == 0x89504e47L && u32(b, 4) == 0x0d0a1a0aL) {
            header = png(b);
        } else if (WebpChunks.looksLike(b)) {
            WebpChunks webp = WebpChunks.read(b);
            header =
                    new ImageHeader(
                            Format.WEBP, webp.width(), webp.height(), 0, 3, false, webp.complete());
        } else if (b.length > 26 && b[0] == 'B' && b[1] == 'M') {
            header = bmp(b);
        } else if (isHeif(b)) {
            throw RefusedPicture.unsupported(
                    "it is a HEIC or AVIF picture, the format of many smartphones; save it as a"
                            + " JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible).");
        }
        if (header == null || header.width < 1 || header.height < 1) {
            throw RefusedPicture.unsupported("it is not a JPEG, PNG, WebP or BMP picture.");
        }
        return header;
    }

    /** An ISO base media file with one of the brands of still pictures. */
    private static boolean isHeif(byte[] b) {
        return b.length > 12
                && u32(b, 4) == 0x66747970L // "ftyp"
                && Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif")
                        .contains(new String(b, 8, 4, StandardCharsets.ISO_8859_1));
    }

    private static @Nullable ImageHeader jpeg(byte[] b) throws RefusedPicture {
        long width = 0;
        long height = 0;
        int components = 0;
        boolean adobe = false;
        int scans = 0;
        int i = 2;
        while (i + 1 < b.length) {
            if (u8(b, i) != 0xff) {
                i++; // compressed data, or junk between segments
                continue;
            }
            int marker = u8(b, i + 1);
            if (marker == 0xd9) {
                return new ImageHeader(Format.JPEG, width, height, components, 3, adobe, true);
            }
            boolean alone = marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= 0xd8);
            if (alone) {
                i += 2;
                continue;
            }
            if (marker == 0xff) {
                i++; // fill byte
                continue;
            }
            if (i + 3 >= b.length) {
                break;
            }
            boolean frame =
                    marker >= 0xc0
                            && marker <= 0xcf
                            && marker != 0xc4
                            && marker != 0xc8
                            && marker != 0xcc;
            if (frame && i + 9 < b.length && components == 0) {
                height = u16(b, i + 5);
                width = u16(b, i + 7);
                components = u8(b, i + 9);
            } else if (marker == 0xee && i + 8 < b.length) {
                adobe |= u32(b, i + 4) == 0x41646f62L; // "Adob"
            }
            if (marker == 0xda && ++scans > MOST_SCANS) {
                throw RefusedPicture.unsupported(
                        "it has more than "
                                + MOST_SCANS
                                + " scans, which no camera or program writes; save it again.");
            }
            i += 2 + Math.max(2, u16(b, i + 2));
        }
        return components == 0
                ? null
                : new ImageHeader(Format.JPEG, width, height, components, 3, adobe, false);
    }

    private static ImageHeader png(byte[] b) {
        long width = u32(b, 16);
        long height = u32(b, 20);
        long i = 8;
        boolean complete = false;
        while (!complete && i + 12 <= b.length) {
            long length = u32(b, (int) i);
            complete = u32(b, (int) i + 4) == 0x49454e44L; // "IEND"
            i += 12 + length;
        }
        int channels = switch (b[25]) { // as decoded by OpenCV
                    case 0 -> 1;
                    case 2 -> 3;
                    default -> 4;
                };
        int bytes = channels * (b[24] == 16 ? 2 : 1);
        return new ImageHeader(Format.PNG, width, height, 0, bytes, false, complete);
    }

    private static @Nullable ImageHeader bmp(byte[] b) {
        long width;
        long height;
        long bits;
        long compression = 0;
        if (le32(b, 14) == 12) { // the OS/2 header
            width = u8(b, 18) | u8(b, 19) << 8;
            height = u8(b, 20) | u8(b, 21) << 8;
            bits = u8(b, 24);
        } else {
            if (b.length < 34) {
                return null;
            }
            width = (int) le32(b, 18);
            height = Math.abs((long) (int) le32(b, 22)); // negative: top row first
            bits = u8(b, 28);
            compression = le32(b, 30);
        }
        long rowBytes = (width * bits + 31) / 32 * 4;
        boolean runLength = compression == 1 || compression == 2;
        boolean complete = runLength || le32(b, 10) + rowBytes * height <= b.length;
        return new ImageHeader(Format.BMP, width, height, 0, 3, false, complete);
    }

    private static int u8(byte[] b, int i) {
        return b[i] & 0xff;
    }

    private static int u16(byte[] b, int i) {
        return u8(b, i) << 8 | u8(b, i + 1);
    }

    private static long u32(byte[] b, int i) {
        return (long) u16(b, i) << 16 | u16(b, i + 2);
    }

    private static long le32(byte[] b, int i) {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) u32(b, i)));
    }
}
