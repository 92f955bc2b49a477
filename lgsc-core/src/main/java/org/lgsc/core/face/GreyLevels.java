package org.lgsc.core.face;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A picture at the scales that cascades need, each computed once. Thread-safe. */
final class GreyLevels {
    private final GreyImage image;

    /** Levels by width and height, since cascades of different sizes share levels. */
    private final Map<Long, IntegralImage> levels = new ConcurrentHashMap<>();

    GreyLevels(GreyImage image) {
        this.image = image;
    }

    int width() {
        return image.width();
    }

    int height() {
        return image.height();
    }

    /** Returns the picture reduced by this factor. */
    IntegralImage at(double scale) {
        int width = (int) Math.max(1, Math.round(image.width() / scale));
        int height = (int) Math.max(1, Math.round(image.height() / scale));
        return levels.computeIfAbsent(
                (long) width << 32 | height, s -> image.resized(width, height).integral());
    }
}
