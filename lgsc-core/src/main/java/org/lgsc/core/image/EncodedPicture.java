package org.lgsc.core.image;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.colour.ColourProfile;

/**
 * An encoded picture that {@link ImageDecoder#open} has checked. It can be decoded in full or at a
 * fraction of its size. Immutable and thread-safe.
 */
public final class EncodedPicture {
    /**
     * Number of pixels from which an OutOfMemoryError is attributed to the picture: there is memory
     * for the next one.
     */
    private static final long LARGE = 8_000_000L;

    /** Reductions of a JPEG during decoding, largest first: factor and flag. */
    private static final int[][] REDUCTIONS = {
        {8, opencv_imgcodecs.IMREAD_REDUCED_COLOR_8},
        {4, opencv_imgcodecs.IMREAD_REDUCED_COLOR_4},
        {2, opencv_imgcodecs.IMREAD_REDUCED_COLOR_2}
    };

    private final ImageHeader header;
    private final byte[] encoded;
    private final String name;

    private EncodedPicture(ImageHeader header, byte[] encoded, String name) {
        this.header = header;
        this.encoded = encoded;
        this.name = name;
    }

    /** Checks the data of a JPEG; data of other formats are checked when they are decoded. */
    static EncodedPicture of(ImageHeader header, byte[] encoded, String name) {
        if (header.format() != ImageHeader.Format.JPEG) {
            return new EncodedPicture(header, encoded, name);
        }
        return withMemory(
                header,
                name,
                () -> {
                    try {
                        return new EncodedPicture(header, JpegCheck.requireIntact(encoded), name);
                    } catch (RefusedPicture e) {
                        throw refused(name, e);
                    }
                });
    }

    /**
     * Decodes all pixels.
     *
     * @throws LgscException when it is truncated, damaged or not a picture
     */
    public RgbImage decode() {
        return withMemory(
                header,
                name,
                () -> {
                    try {
                        return pixels();
                    } catch (RefusedPicture e) {
                        throw refused(name, e);
                    }
                });
    }

    /**
     * Decodes the picture at a fraction of its size where that is sufficient. A JPEG's transform
     * yields a half, a quarter or an eighth of the pixels along each side, each the mean of the
     * pixels that it replaces, in less time than all of them.
     *
     * @param side smallest length of the longer side in pixels
     * @return the smallest of these sizes that is large enough; in full for other formats
     * @throws LgscException as {@link #decode()}
     */
    public Reduced decodeAtLeast(int side) {
        long longer = Math.max(header.width(), header.height());
        boolean reducible =
                header.format() == ImageHeader.Format.JPEG
                        && (header.components() != 4 || header.adobe());
        for (int[] step : REDUCTIONS) {
            int factor = step[0];
            if (reducible && (longer + factor - 1) / factor >= side) {
                RgbImage image = jpeg(step[1]);
                // EXIF may have rotated it
                boolean turned = image.width() != (header.width() + factor - 1) / factor;
                int width = Math.toIntExact(turned ? header.height() : header.width());
                int height = Math.toIntExact(turned ? header.width() : header.height());
                return new Reduced(image, width, height);
            }
        }
        return Reduced.whole(decode());
    }

    private static <T> T withMemory(ImageHeader header, String name, Supplier<T> work) {
        try {
            return work.get();
        } catch (OutOfMemoryError e) {
            if (header.width() * header.height() < LARGE) {
                throw e; // not caused by this picture
            }
            throw LgscException.of(
                    LgscException.Kind.INPUT,
                    e,
                    "Cannot read %s: there is too little memory for its %dx%d pixels;"
                            + " scale it down, or give Java more memory (-Xmx).",
                    name,
                    header.width(),
                    header.height());
        }
    }

    private RgbImage pixels() throws RefusedPicture {
        switch (header.format()) {
            case JPEG -> {
                return header.components() == 4 && !header.adobe()
                        ? plainCmyk(encoded, name)
                        : jpeg(opencv_imgcodecs.IMREAD_COLOR);
            }
            case PNG -> {
                // IMREAD_COLOR would drop transparency
                PngChunks png = PngChunks.read(encoded);
                return ExifOrientation.upright(
                        inSrgb(
                                byOpenCv(png.pixels(), opencv_imgcodecs.IMREAD_UNCHANGED, name),
                                png.profile()),
                        ExifOrientation.of(png.exif()));
            }
            case WEBP -> {
                WebpChunks webp = WebpChunks.read(encoded);
                return ExifOrientation.upright(
                        inSrgb(
                                byOpenCv(webp.pixels(), opencv_imgcodecs.IMREAD_COLOR, name),
                                ColourProfile.of(webp.profile())),
                        ExifOrientation.of(webp.exif()));
            }
            default -> {
                // the fourth byte of a 32-bit BMP is usually an unused 0
                return byOpenCv(encoded, opencv_imgcodecs.IMREAD_COLOR, name);
            }
        }
    }

    private RgbImage jpeg(int flags) {
        RgbImage image = byOpenCv(encoded, flags, name);
        return header.components() == 3
                ? inSrgb(image, ColourProfile.of(EmbeddedProfile.ofJpeg(encoded)))
                : image;
    }

    /**
     * @param image picture that nobody else has yet: its own pixels change
     */
    private static RgbImage inSrgb(RgbImage image, Optional<ColourProfile> profile) {
        profile.ifPresent(p -> p.convert(image.data()));
        return image;
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

    /** Grey, alpha and 16-bit matrices in any combination. */
    private static RgbImage convert(Mat mat, String name) {
        int channels = mat.channels();
        int depth = mat.depth();
        boolean wide = depth == opencv_core.CV_16U;
        if (!wide && depth != opencv_core.CV_8U) {
            throw LgscException.ofInput(
                    "Cannot read %s: only 8 and 16 bits per channel are supported.", name);
        }
        int width = mat.cols();
        byte[] rgb = new byte[3 * width * mat.rows()];
        byte[] row = new byte[width * channels * (wide ? 2 : 1)]; // row by row to save memory
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

    /**
     * CMYK without Adobe's marker: it is not inverted, which OpenCV does not support; EXIF is
     * ignored.
     */
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

    private static LgscException damaged(String name, @Nullable Exception cause) {
        return LgscException.of(
                LgscException.Kind.INPUT,
                cause,
                "Cannot read %s: the picture is damaged; copy it again or remove it.",
                name);
    }

    static LgscException refused(String name, RefusedPicture why) {
        return LgscException.of(
                LgscException.Kind.INPUT, why, "Cannot read %s: %s", name, why.getMessage());
    }

    /**
     * A picture decoded at a fraction of its size, with its full size.
     *
     * @param image decoded pixels
     * @param width width of the full picture in its own pixels, turned upright
     * @param height height of the full picture in its own pixels
     */
    public record Reduced(RgbImage image, int width, int height) {
        /** Checks the sizes. */
        public Reduced {
            Objects.requireNonNull(image, "image");
            if (width < image.width() || height < image.height()) {
                throw new IllegalArgumentException(
                        RootFormat.of(
                                "%dx%d pixels are not a reduction of %dx%d",
                                image.width(), image.height(), width, height));
            }
        }

        /** Returns a picture that was decoded in full. */
        public static Reduced whole(RgbImage image) {
            return new Reduced(image, image.width(), image.height());
        }

        /** Whether the picture was decoded in full. */
        public boolean isWhole() {
            return width == image.width() && height == image.height();
        }

        /**
         * Number of pixels of the full picture, along a side, for each decoded pixel: 1, 2, 4 or 8.
         */
        private int factor() {
            double longer = Math.max(width, height);
            return (int) Math.round(longer / Math.max(image.width(), image.height()));
        }

        /**
         * Cuts out a rectangle of the picture. A pixel of a reduced picture is the mean of the
         * pixels that it replaces, so the position of the rectangle is exact, and scaling it by
         * area gives nearly the same result as scaling the full picture's pixels.
         *
         * @param x left edge in the full picture's pixels; the rectangle is inside
         * @param y top edge in the full picture's pixels
         * @param w width in the full picture's pixels
         * @param h height in the full picture's pixels
         * @param most largest side of the result when a square of a reduced picture is cut out
         */
        public RgbImage cut(int x, int y, int w, int h, int most) {
            if (isWhole()) {
                return image.crop(x, y, w, h);
            }
            double scale = factor();
            if (w == h) {
                return AreaSquare.of(image, x / scale, y / scale, w / scale, Math.min(w, most));
            }
            int left = Math.min(image.width() - 1, (int) Math.round(x / scale));
            int top = Math.min(image.height() - 1, (int) Math.round(y / scale));
            int right = Math.min(image.width(), (int) Math.round((x + w) / scale));
            int bottom = Math.min(image.height(), (int) Math.round((y + h) / scale));
            return image.crop(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
        }
    }
}
