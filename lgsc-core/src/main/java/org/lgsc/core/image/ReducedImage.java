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
}
