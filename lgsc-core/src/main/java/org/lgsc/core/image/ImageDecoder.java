package org.lgsc.core.image;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.lgsc.core.LgscException;
import org.lgsc.core.file.RegularFiles;

/**
 * Reads JPEG, PNG, lossy WebP and BMP pictures into {@link RgbImage}.
 *
 * <p>Grey becomes three equal channels, 16 bits are rounded to 8, transparency is laid over white,
 * CMYK is converted, and the EXIF orientation is applied; colour profiles are ignored, as in OpenCV
 * and in the published code. Limits are checked on the header, before anything is decoded, and a
 * picture that its decoder would warn of is unreadable: a JPEG with missing, wrong or superfluous
 * data, a PNG with a wrong checksum. Other formats, lossless WebP among them, are refused on
 * purpose: OpenCV 4.5.5 carries old decoders for them with known vulnerabilities, and presentations
 * come from strangers.
 *
 * <p>Immutable and thread-safe; no native memory outlives a call.
 */
public final class ImageDecoder {
    /** Largest file read by default: 64 MiB. */
    public static final long DEFAULT_MAX_BYTES = 64L << 20;

    /**
     * Largest picture decoded by default: 100 megapixels at 3 bytes each; fewer where a pixel takes
     * more while it is decoded.
     */
    public static final long DEFAULT_MAX_PIXELS = 100_000_000L;

    /** Pixels from which on a lack of memory is the picture's own: the next one finds room. */
    private static final long LARGE = 8_000_000L;

    private static final ImageDecoder DEFAULTS =
            new ImageDecoder(DEFAULT_MAX_BYTES, DEFAULT_MAX_PIXELS);

    /** By how much a JPEG can be reduced while it is decoded, largest first: factor and flag. */
    private static final int[][] REDUCTIONS = {
        {8, opencv_imgcodecs.IMREAD_REDUCED_COLOR_8},
        {4, opencv_imgcodecs.IMREAD_REDUCED_COLOR_4},
        {2, opencv_imgcodecs.IMREAD_REDUCED_COLOR_2}
    };

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
     * @throws LgscException when the file is missing, empty, too large, truncated or no picture
     */
    public RgbImage decode(Path file) {
        return decode(bytes(file), file.toString());
    }

    /**
     * Reads a picture from a stream, to its end.
     *
     * @param in bytes of a JPEG, PNG, WebP or BMP file; not closed here
     * @param name for messages
     * @throws LgscException when the stream fails, or its bytes are too many or no picture
     */
    public RgbImage decode(InputStream in, String name) {
        return decode(read(in, name), name);
    }

    /**
     * Reads a stream's bytes to its end, to be decoded later; too many are refused then.
     *
     * @param in not closed here
     * @param name for messages
     * @throws LgscException when the stream fails
     */
    public byte[] read(InputStream in, String name) {
        try {
            return in.readNBytes((int) maxBytes + 1);
        } catch (IOException e) {
            throw new LgscException("Cannot read " + name + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * Decodes an encoded picture.
     *
     * @param encoded the bytes of a JPEG, PNG, WebP or BMP file
     * @param name for messages, e.g. the file's path
     * @throws LgscException when the bytes are empty, too many, truncated, damaged or no picture
     */
    public RgbImage decode(byte[] encoded, String name) {
        ImageHeader header = checkedHeader(encoded, name);
        try {
            return intact(header, encoded, name);
        } catch (RefusedPicture e) {
            throw refused(name, e);
        } catch (OutOfMemoryError e) {
            if (header.width() * header.height() < LARGE) {
                throw e; // not this picture's fault
            }
            throw new LgscException(
                    String.format(
                            Locale.ROOT,
                            "Cannot read %s: there is too little memory for its %dx%d pixels; scale"
                                    + " it down, or give Java more memory (-Xmx).",
                            name,
                            header.width(),
                            header.height()),
                    e);
        }
    }

    /**
     * Decodes a picture at a fraction of its size where that is enough: a JPEG's transform gives a
     * half, a quarter or an eighth of the pixels in less time than all of them.
     *
     * @param encoded the bytes of a JPEG, PNG or BMP file
     * @param name for messages, e.g. the file's path
     * @param side the longer side may not become shorter than this, in pixels
     * @return the smallest of these sizes that is large enough; in full for other formats
     * @throws LgscException as {@link #decode(byte[], String)}
     */
    public ReducedImage decodeAtLeast(byte[] encoded, String name, int side) {
        ImageHeader header = checkedHeader(encoded, name);
        long longer = Math.max(header.width(), header.height());
        boolean reducible =
                header.format() == ImageHeader.Format.JPEG
                        && (header.components() != 4 || header.adobe());
        for (int[] step : REDUCTIONS) {
            int factor = step[0];
            if (reducible && (longer + factor - 1) / factor >= side) {
                RgbImage image = reduced(step[1], encoded, name);
                // EXIF may have turned it
                boolean turned = image.width() != (header.width() + factor - 1) / factor;
                int width = Math.toIntExact(turned ? header.height() : header.width());
                int height = Math.toIntExact(turned ? header.width() : header.height());
                return new ReducedImage(image, width, height);
            }
        }
        return ReducedImage.whole(decode(encoded, name));
    }

    private static RgbImage reduced(int flag, byte[] encoded, String name) {
        try {
            return byOpenCv(JpegCheck.requireIntact(encoded), flag, name);
        } catch (RefusedPicture e) {
            throw refused(name, e);
        }
    }

    /**
     * Reads a file's bytes within the limits, to be decoded later.
     *
     * @throws LgscException when the file is missing, a folder or too large
     */
    public byte[] read(Path file) {
        return bytes(file);
    }

    private static RgbImage intact(ImageHeader header, byte[] encoded, String name)
            throws RefusedPicture {
        switch (header.format()) {
            case JPEG -> {
                byte[] jpeg = JpegCheck.requireIntact(encoded);
                return header.components() == 4 && !header.adobe()
                        ? plainCmyk(jpeg, name)
                        : byOpenCv(jpeg, opencv_imgcodecs.IMREAD_COLOR, name);
            }
            case PNG -> {
                // IMREAD_COLOR would drop transparency
                PngChunks png = PngChunks.read(encoded);
                return ExifOrientation.upright(
                        byOpenCv(png.pixels(), opencv_imgcodecs.IMREAD_UNCHANGED, name),
                        ExifOrientation.of(png.exif()));
            }
            case WEBP -> {
                WebpChunks webp = WebpChunks.read(encoded);
                return ExifOrientation.upright(
                        byOpenCv(webp.pixels(), opencv_imgcodecs.IMREAD_COLOR, name),
                        ExifOrientation.of(webp.exif()));
            }
            default -> {
                // the fourth byte of a 32-bit BMP is usually an unused 0
                return byOpenCv(encoded, opencv_imgcodecs.IMREAD_COLOR, name);
            }
        }
    }

    private static RgbImage byOpenCv(byte[] encoded, int flags, String name) {
        try (BytePointer pointer = new BytePointer(encoded);
                Mat buffer = new Mat(1, encoded.length, opencv_core.CV_8UC1, pointer);
                Mat decoded = opencv_imgcodecs.imdecode(buffer, flags)) {
            if (decoded == null || decoded.empty()) {
                throw damaged(name, null);
            }
            return decoded.type() == opencv_core.CV_8UC3
                    ? MatConverter.fromBgrMat(decoded)
                    : convert(decoded, name);
        } catch (LgscException e) {
            throw e;
        } catch (RuntimeException e) { // JavaCPP turns any C++ exception into one of these
            throw damaged(name, e);
        }
    }

    /**
     * Checks a file without decoding its pixels: it is there, within the limits, a picture, and
     * neither cut off nor smaller than the given size.
     *
     * @param minimumSize least width and height in pixels
     * @throws LgscException when one of these does not hold
     */
    public void check(Path file, int minimumSize) {
        ImageHeader header = checkedHeader(bytes(file), file.toString());
        if (Math.min(header.width(), header.height()) < minimumSize) {
            throw new LgscException(
                    String.format(
                            Locale.ROOT,
                            "%s has %dx%d pixels; at least %dx%d are needed.",
                            file,
                            header.width(),
                            header.height(),
                            minimumSize,
                            minimumSize));
        }
    }

    private ImageHeader checkedHeader(byte[] encoded, String name) {
        if (encoded.length == 0) {
            throw new LgscException("Cannot read " + name + ": the file is empty.");
        }
        if (encoded.length > maxBytes) {
            throw tooManyBytes(name, encoded.length);
        }
        ImageHeader header;
        try {
            header = ImageHeader.read(encoded);
        } catch (RefusedPicture e) {
            throw refused(name, e);
        }
        long most = Math.min(maxPixels, 3 * maxPixels / header.bytesPerPixel());
        if (header.width() > most / header.height()) {
            throw new LgscException(
                    String.format(
                            Locale.ROOT,
                            "Cannot read %s: %dx%d pixels of %d bytes are more than the limit of"
                                    + " %d; scale it down or raise the limit.",
                            name,
                            header.width(),
                            header.height(),
                            header.bytesPerPixel(),
                            most));
        }
        if (!header.complete()) {
            throw new LgscException(
                    "Cannot read " + name + ": the file is truncated; copy it again or remove it.");
        }
        return header;
    }

    private byte[] bytes(Path file) {
        try (InputStream in = RegularFiles.newInputStream(file)) {
            long size = Files.size(file);
            if (size > maxBytes) {
                throw tooManyBytes(file.toString(), size);
            }
            return in.readNBytes((int) maxBytes + 1); // one more, in case it is still growing
        } catch (NoSuchFileException e) {
            throw new LgscException("There is no file " + file + ".", e);
        } catch (IOException e) {
            throw new LgscException("Cannot read " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /** Grey, alpha and 16-bit matrices in any combination. */
    private static RgbImage convert(Mat mat, String name) {
        int channels = mat.channels();
        int depth = mat.depth();
        boolean wide = depth == opencv_core.CV_16U;
        if (!wide && depth != opencv_core.CV_8U) {
            throw new LgscException(
                    "Cannot read " + name + ": only 8 and 16 bits per channel are supported.");
        }
        int width = mat.cols();
        byte[] rgb = new byte[3 * width * mat.rows()];
        byte[] row = new byte[width * channels * (wide ? 2 : 1)]; // by rows: large ones are heavy
        boolean grey = channels < 3;
        boolean alpha = channels == 2 || channels == 4;
        int o = 0;
        for (int y = 0; y < mat.rows(); y++) {
            try (BytePointer data = mat.ptr(y)) {
                data.get(row, 0, row.length);
            }
            for (int first = 0; first < width * channels; first += channels) {
                int a = alpha ? sample(row, first + channels - 1, wide) : 255;
                for (int c = 0; c < 3; c++) {
                    int v = sample(row, first + (grey ? 0 : 2 - c), wide);
                    rgb[o++] = (byte) ((v * a + 255 * (255 - a) + 127) / 255);
                }
            }
        }
        return new RgbImage(width, mat.rows(), rgb);
    }

    private static int sample(byte[] raw, int index, boolean wide) {
        if (!wide) {
            return raw[index] & 0xff;
        }
        int low = raw[2 * index] & 0xff; // native order; every supported host is little endian
        int high = raw[2 * index + 1] & 0xff;
        return ((high << 8 | low) + 128) / 257;
    }

    /** CMYK without Adobe's marker: not inverted, which OpenCV does not know; EXIF is left. */
    private static RgbImage plainCmyk(byte[] encoded, String name) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in =
                ImageIO.createImageInputStream(new ByteArrayInputStream(encoded))) {
            reader.setInput(in, true, true);
            Raster raster = reader.readRaster(0, null);
            int w = raster.getWidth();
            int h = raster.getHeight();
            byte[] rgb = new byte[3 * w * h];
            int[] row = null;
            for (int y = 0, o = 0; y < h; y++) {
                row = raster.getPixels(0, y, w, 1, row);
                for (int x = 0; x < w; x++) {
                    int white = 255 - row[4 * x + 3];
                    for (int c = 0; c < 3; c++) {
                        rgb[o++] = (byte) (((255 - row[4 * x + c]) * white + 127) / 255);
                    }
                }
            }
            return new RgbImage(w, h, rgb);
        } catch (IOException | RuntimeException e) {
            throw damaged(name, e);
        } finally {
            reader.dispose();
        }
    }

    private static LgscException damaged(String name, Exception cause) {
        return new LgscException(
                "Cannot read " + name + ": the picture is damaged; copy it again or remove it.",
                cause);
    }

    private static LgscException refused(String name, RefusedPicture why) {
        return new LgscException("Cannot read " + name + ": " + why.getMessage(), why);
    }

    private LgscException tooManyBytes(String name, long size) {
        return new LgscException(
                String.format(
                        Locale.ROOT,
                        "Cannot read %s: %d bytes are more than the limit of %d.",
                        name,
                        size,
                        maxBytes));
    }
}
