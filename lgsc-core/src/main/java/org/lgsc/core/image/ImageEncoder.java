package org.lgsc.core.image;

import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.AtomicFile;

/** Writes pictures as PNG (lossless), JPEG (4:2:0 chroma) or BMP (uncompressed). */
public final class ImageEncoder {
    private ImageEncoder() {}

    /** Encodes a picture as a PNG file. */
    public static byte[] png(RgbImage image) {
        return encode(image, ".png", new int[0]);
    }

    /**
     * Encodes a picture as a JPEG file.
     *
     * @param quality 1 (small) to 100 (good)
     */
    public static byte[] jpeg(RgbImage image, int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("JPEG quality must be 1 to 100, was " + quality);
        }
        return encode(image, ".jpg", new int[] {opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality});
    }

    /** Encodes a picture as a BMP file: large, but the fastest to write and read. */
    public static byte[] bmp(RgbImage image) {
        return encode(image, ".bmp", new int[0]);
    }

    /**
     * Writes a PNG file and replaces an existing one.
     *
     * @throws LgscException when the file cannot be written
     */
    public static void writePng(RgbImage image, Path file) {
        byte[] encoded = png(image);
        AtomicFile.write(file, "", out -> out.write(encoded));
    }

    private static byte[] encode(RgbImage image, String extension, int[] parameters) {
        try (Mat mat = MatConverter.toBgrMat(image);
                BytePointer type = new BytePointer(extension);
                BytePointer buffer = new BytePointer();
                IntPointer options = new IntPointer(parameters)) {
            if (!opencv_imgcodecs.imencode(type, mat, buffer, options)) {
                throw new IllegalStateException("OpenCV could not encode a " + extension);
            }
            byte[] encoded = new byte[Math.toIntExact(buffer.limit())];
            buffer.get(encoded);
            return encoded;
        }
    }
}
