package org.lgsc.core.face;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;

/** Small colour copies of pictures in which faces are searched. */
final class Thumbnail {
    /**
     * A picture more than this many times too large is first thinned out to evenly spaced pixels.
     */
    private static final int DETAIL = 4;

    private Thumbnail() {}

    /**
     * Reduces a picture by area.
     *
     * @param longest largest side of the result in pixels; smaller pictures are returned unchanged
     */
    static RgbImage of(RgbImage image, int longest) {
        int step = Math.max(image.width(), image.height()) / (longest * DETAIL);
        return ImageScaler.shrinkToAtMost(step < 2 ? image : every(image, step), longest);
    }

    private static RgbImage every(RgbImage image, int step) {
        int width = Math.max(1, image.width() / step);
        int height = Math.max(1, image.height() / step);
        byte[] from = image.data();
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0, p = 0; y < height; y++) {
            int row = Math.min(image.height() - 1, y * step + step / 2) * image.width();
            for (int x = 0; x < width; x++) {
                int i = 3 * (row + Math.min(image.width() - 1, x * step + step / 2));
                rgb[p++] = from[i];
                rgb[p++] = from[i + 1];
                rgb[p++] = from[i + 2];
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /** Returns a picture turned clockwise by 90 degrees. */
    static RgbImage turned(RgbImage image) {
        try (Mat mat = image.toBgrMat()) {
            opencv_core.rotate(mat, mat, opencv_core.ROTATE_90_CLOCKWISE);
            return RgbImage.ofBgr(mat);
        }
    }
}
