package org.lgsc.core.image;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.lgsc.core.internal.RootFormat;

/** Resizes pictures. Thread-safe. */
public final class ImageScaler {
    /** How pixels are interpolated. */
    public enum Interpolation {
        /** Bilinear without antialiasing (OpenCV's INTER_LINEAR), as in the published code. */
        BILINEAR(opencv_imgproc.INTER_LINEAR),
        /** Mean over the area that a pixel covers; for reduction without moiré. */
        AREA(opencv_imgproc.INTER_AREA),
        /** The nearest pixel. */
        NEAREST(opencv_imgproc.INTER_NEAREST),
        /** Lanczos over 8x8 pixels, without antialiasing. */
        LANCZOS4(opencv_imgproc.INTER_LANCZOS4);

        private final int flag;

        Interpolation(int flag) {
            this.flag = flag;
        }
    }

    private ImageScaler() {}

    /**
     * Resizes a picture; returns the same instance when the size is already right.
     *
     * @param width new width in pixels, at least 1
     * @param height new height in pixels, at least 1
     */
    public static RgbImage resize(
            RgbImage image, int width, int height, Interpolation interpolation) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    RootFormat.of("size must be at least 1x1, was %sx%s", width, height));
        }
        if (image.width() == width && image.height() == height) {
            return image;
        }
        try (Mat source = MatConverter.toMat(image); // channels do not mix
                Mat target = new Mat();
                Size size = new Size(width, height)) {
            opencv_imgproc.resize(source, target, size, 0, 0, interpolation.flag);
            return MatConverter.fromMat(target);
        }
    }

    /**
     * Resizes a picture: by area where it shrinks, so that fine patterns do not turn into coarse
     * ones, and bilinear where it grows. When one side shrinks and the other grows, both are done
     * in sequence. Returns the same instance when the size is already right.
     *
     * @param width new width in pixels, at least 1
     * @param height new height in pixels, at least 1
     */
    public static RgbImage fit(RgbImage image, int width, int height) {
        RgbImage shrunk =
                resize(
                        image,
                        Math.min(width, image.width()),
                        Math.min(height, image.height()),
                        Interpolation.AREA);
        return resize(shrunk, width, height, Interpolation.BILINEAR);
    }

    /**
     * Enlarges a picture, keeping its proportions, until both sides have at least the given length;
     * the same instance when they already have. Bilinear.
     *
     * @param side pixels, at least 1
     */
    public static RgbImage enlargeToAtLeast(RgbImage image, int side) {
        int shorter = Math.min(image.width(), image.height());
        if (shorter >= side) {
            return image;
        }
        double scale = (double) side / shorter;
        return resize(
                image,
                Math.max(side, (int) Math.round(image.width() * scale)),
                Math.max(side, (int) Math.round(image.height() * scale)),
                Interpolation.BILINEAR);
    }

    /**
     * Shrinks a picture, keeping its proportions, until neither side is longer than the given
     * length; the same instance when none is. By area.
     *
     * @param side pixels, at least 1
     */
    public static RgbImage shrinkToAtMost(RgbImage image, int side) {
        int longer = Math.max(image.width(), image.height());
        if (longer <= side) {
            return image;
        }
        double scale = (double) side / longer;
        return resize(
                image,
                Math.max(1, (int) Math.round(image.width() * scale)),
                Math.max(1, (int) Math.round(image.height() * scale)),
                Interpolation.AREA);
    }
}
