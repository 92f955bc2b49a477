package org.lgsc.core.detector;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.bytedeco.opencv.opencv_core.Mat;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.RgbImage;

/**
 * A picture to be checked, from any source: for checks of several pictures in one batch and for
 * checks on another thread. Nothing is read or copied before the check, so that a list of files
 * takes no memory; the source must not be changed or closed until then.
 */
public final class PictureInput {
    private static final String UNNAMED = "the picture";

    private final Function<ImageDecoder, Picture> opening;

    private PictureInput(Function<ImageDecoder, Picture> opening) {
        this.opening = opening;
    }

    /** A picture file: JPEG, PNG, WebP or BMP. */
    public static PictureInput of(Path file) {
        Objects.requireNonNull(file, "file");
        return new PictureInput(
                decoder -> Picture.of(decoder.open(decoder.read(file), file.toString())));
    }

    /** An encoded picture: JPEG, PNG, WebP or BMP. */
    public static PictureInput of(byte[] encoded) {
        Objects.requireNonNull(encoded, "encoded");
        return new PictureInput(decoder -> Picture.of(decoder.open(encoded, UNNAMED)));
    }

    /**
     * An encoded picture: JPEG, PNG, WebP or BMP, read to the end of the stream when it is checked.
     * It can be checked once.
     *
     * @param encoded stream; not closed by the check
     */
    public static PictureInput of(InputStream encoded) {
        Objects.requireNonNull(encoded, "encoded");
        return new PictureInput(
                decoder -> Picture.of(decoder.open(decoder.read(encoded, UNNAMED), UNNAMED)));
    }

    /** An encoded picture whose header has been read. */
    public static PictureInput of(EncodedPicture picture) {
        Objects.requireNonNull(picture, "picture");
        return new PictureInput(decoder -> Picture.of(picture));
    }

    /** A picture with any type of pixels. */
    public static PictureInput of(BufferedImage image) {
        Objects.requireNonNull(image, "image");
        return new PictureInput(decoder -> Picture.of(RgbImage.of(image)));
    }

    /**
     * An OpenCV matrix, 8 bits a channel: 3 channels B, G, R.
     *
     * @param bgr matrix; not closed by the check
     */
    public static PictureInput of(Mat bgr) {
        Objects.requireNonNull(bgr, "bgr");
        return new PictureInput(decoder -> Picture.of(RgbImage.ofBgr(bgr)));
    }

    /** A picture given as pixels. */
    public static PictureInput of(RgbImage image) {
        Objects.requireNonNull(image, "image");
        return new PictureInput(decoder -> Picture.of(image));
    }

    Picture open(ImageDecoder decoder) {
        return opening.apply(decoder);
    }
}
