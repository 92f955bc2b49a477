package org.lgsc.core.image;

import java.util.Locale;
import java.util.Objects;

/**
 * A picture that was decoded at a fraction of its size, and the size that it really has.
 *
 * @param image the pixels that were decoded
 * @param width of the whole picture in its own pixels, turned upright
 * @param height of the whole picture in its own pixels
 */
public record ReducedImage(RgbImage image, int width, int height) {
    /** Checks the sizes. */
    public ReducedImage {
        Objects.requireNonNull(image, "image");
        if (width < image.width() || height < image.height()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%dx%d pixels are no reduction of %dx%d",
                            image.width(),
                            image.height(),
                            width,
                            height));
        }
    }

    /** A picture that is there in full. */
    public static ReducedImage whole(RgbImage image) {
        return new ReducedImage(image, image.width(), image.height());
    }

    /** Whether it is there in full. */
    public boolean isWhole() {
        return width == image.width() && height == image.height();
    }

    /** The whole picture's pixels, along a side, that one of these stands for: 1, 2, 4 or 8. */
    private int factor() {
        double longer = Math.max(width, height);
        return (int) Math.round(longer / Math.max(image.width(), image.height()));
    }

    /**
     * A rectangle of the whole picture. Where the picture is reduced, each of its pixels is the
     * mean of those that it stands for; the rectangle lies where it should all the same, and what
     * it is scaled to by area is nearly what the whole picture's pixels give.
     *
     * @param x left edge in the whole picture's pixels; the rectangle lies inside
     * @param y top edge
     * @param w width in the whole picture's pixels
     * @param h height
     * @param most side of the result of a square of a reduced picture, if it has not fewer pixels
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
