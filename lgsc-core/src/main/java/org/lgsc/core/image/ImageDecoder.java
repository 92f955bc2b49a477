package org.lgsc.core.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.core.internal.file.RegularFiles;

/**
 * Reads JPEG, PNG, lossy WebP and BMP pictures into {@link RgbImage}.
 *
 * <p>Grey becomes three equal channels, 16 bits are rounded to 8, transparent pictures are drawn on
 * white, CMYK is converted, and the EXIF orientation is applied. Colours of a JPEG, PNG or WebP
 * with an RGB profile other than sRGB, such as Display P3 or Adobe RGB, are converted to sRGB;
 * profiles of grey, of CMYK and of tables are ignored. A PNG without profile may state its colours
 * by numbers (cICP, gAMA and cHRM). Limits are checked on the header, before anything is decoded. A
 * picture about which its decoder would warn is unreadable: a JPEG with missing, wrong or
 * superfluous data, a PNG with a wrong checksum. Other formats, including lossless WebP, are
 * rejected on purpose: OpenCV 4.5.5 contains old decoders for them with known vulnerabilities, and
 * presentations are untrusted.
 *
 * <p>Immutable and thread-safe; no native memory outlives a call.
 */
public final class ImageDecoder {
    /** Largest file read by default: 64 MiB. */
    public static final long DEFAULT_MAX_BYTES = 64L << 20;

    /**
     * Largest picture decoded by default: 100 megapixels at 3 bytes each; fewer when a pixel takes
     * more bytes during decoding.
     */
    public static final long DEFAULT_MAX_PIXELS = 100_000_000L;

    private static final ImageDecoder DEFAULTS =
            new ImageDecoder(DEFAULT_MAX_BYTES, DEFAULT_MAX_PIXELS);

    private final long maxBytes;
    private final long maxPixels;

    /**
     * @param maxBytes largest file in bytes, 1 to 2^31 - 9
     * @param maxPixels largest width times height, 1 to 700 million (3 bytes each must fit into an
     *     array)
     */
    public ImageDecoder(long maxBytes, long maxPixels) {
        if (maxBytes < 1 || maxBytes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("maxBytes must be 1 to 2^31 - 9, was " + maxBytes);
        }
        if (maxPixels < 1 || maxPixels > 700_000_000L) {
            throw new IllegalArgumentException(
                    "maxPixels must be 1 to 700,000,000, was " + maxPixels);
        }
        this.maxBytes = maxBytes;
        this.maxPixels = maxPixels;
    }

    /** A decoder with the default limits. */
    public static ImageDecoder defaults() {
        return DEFAULTS;
    }

    /**
     * Reads a file.
     *
     * @throws LgscException when the file is missing, empty, too large, truncated or not a picture
     */
    public RgbImage decode(Path file) {
        return decode(read(file), file.toString());
    }

    /**
     * Reads a stream's bytes to its end for decoding later; too many bytes are rejected when they
     * are decoded.
     *
     * @param in stream; not closed here
     * @param name name of the picture for messages
     * @throws LgscException when the stream fails
     */
    public byte[] read(InputStream in, String name) {
        try {
            return in.readNBytes((int) maxBytes + 1);
        } catch (IOException e) {
            throw LgscException.of(
                    LgscException.Kind.INPUT, e, "Cannot read %s: %s.", name, IoReason.of(e));
        }
    }

    /**
     * Decodes an encoded picture.
     *
     * @param encoded the bytes of a JPEG, PNG, WebP or BMP file
     * @param name name of the picture for messages, for example the file's path
     * @throws LgscException when the bytes are empty, too many, truncated, damaged or not a picture
     */
    public RgbImage decode(byte[] encoded, String name) {
        return open(encoded, name).decode();
    }

    /**
     * Checks an encoded picture, which can then be decoded at the sizes that are needed.
     *
     * @param encoded the bytes of a JPEG, PNG, WebP or BMP file; not copied, must not be changed
     * @param name name of the picture for messages, for example the file's path
     * @throws LgscException as {@link #decode(byte[], String)}
     */
    public EncodedPicture open(byte[] encoded, String name) {
        return EncodedPicture.of(checkedHeader(encoded, name), encoded, name);
    }

    /**
     * Checks a file without decoding its pixels: it must exist, be a picture within the limits, and
     * be neither truncated nor smaller than the given size.
     *
     * @param minimumSize smallest width and height in pixels
     * @throws LgscException when one of these conditions is not met
     */
    public void check(Path file, int minimumSize) {
        ImageHeader header = checkedHeader(read(file), file.toString());
        if (Math.min(header.width(), header.height()) < minimumSize) {
            throw LgscException.ofInput(
                    "%s has %dx%d pixels; at least %dx%d are needed.",
                    file, header.width(), header.height(), minimumSize, minimumSize);
        }
    }

    private ImageHeader checkedHeader(byte[] encoded, String name) {
        if (encoded.length == 0) {
            throw LgscException.ofInput("Cannot read %s: the file is empty.", name);
        }
        if (encoded.length > maxBytes) {
            throw tooManyBytes(name, encoded.length);
        }
        ImageHeader header;
        try {
            header = ImageHeader.read(encoded);
        } catch (RefusedPicture e) {
            throw EncodedPicture.refused(name, e);
        }
        long most = Math.min(maxPixels, 3 * maxPixels / header.bytesPerPixel());
        if (header.width() > most / header.height()) {
            throw LgscException.ofInput(
                    "Cannot read %s: %dx%d pixels of %d bytes are more than the limit of"
                            + " %d; scale it down or raise the limit.",
                    name, header.width(), header.height(), header.bytesPerPixel(), most);
        }
        if (!header.complete()) {
            throw LgscException.ofInput(
                    "Cannot read %s: the file is truncated; copy it again or remove it.", name);
        }
        return header;
    }

    /**
     * Reads a file's bytes within the limits for decoding later.
     *
     * @throws LgscException when the file is missing, a folder or too large
     */
    public byte[] read(Path file) {
        try (InputStream in = RegularFiles.newInputStream(file)) {
            long size = Files.size(file);
            if (size > maxBytes) {
                throw tooManyBytes(file.toString(), size);
            }
            return in.readNBytes(
                    (int) maxBytes + 1); // one byte more, in case the file is still growing
        } catch (NoSuchFileException e) {
            throw LgscException.of(e, "There is no file %s.", file);
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read %s: %s.", file, IoReason.of(e));
        }
    }

    private LgscException tooManyBytes(String name, long size) {
        return LgscException.ofInput(
                "Cannot read %s: %d bytes are more than the limit of %d.", name, size, maxBytes);
    }
}
