package org.lgsc.core.image;

import java.util.Locale;
import java.util.Objects;

/**
 * A picture decoded at a fraction of its size, with its full size.
 *
 * @param image decoded pixels
 * @param width width of the full picture in its own pixels, turned upright
 * @param height height of the full picture in its own pixels
 */
public record ReducedImage(RgbImage image, int width, int height) {
    /** Checks the sizes. */
    public ReducedImage {
        Objects.requireNonNull(image, "image");
        if (width < image.width() || height < image.height()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%dx%d pixels are not a reduction of %dx%d",
                            image.width(),
                            image.height(),
                            width,
                            height));
        }
    }

    /** Returns a picture that was decoded in full. */
    public static ReducedImage whole(RgbImage image) {
        return new ReducedImage(image, image.width(), image.height());
    }

    /** Whether the picture was decoded in full. */
    public boolean isWhole() {
        return width == image.width() && height == image.height();
    }

    /** Number of pixels of the full picture, along a side, for each decoded pixel: 1, 2, 4 or 8. */
    private int factor() {
        double longer = Math.max(width, height);
        return (int) Math.round(longer / Math.max(image.width(), image.height()));
    }

    /**
     * Cuts out a rectangle of the picture. A pixel of a reduced picture is the mean of the pixels
     * that it replaces, so the position of the rectangle is exact, and scaling it by area gives
     * nearly the same result as scaling the full picture's pixels.
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
