package org.lgsc.core.face;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A picture at the scales that cascades ask for, each made once. Thread-safe. */
final class GreyLevels {
    private final GreyImage image;

    /** By width and height: cascades of several sizes meet at the same ones. */
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

    /**
     * The picture reduced.
     *
     * @param scale its own pixels for one of the result
     */
    IntegralImage at(double scale) {
        int width = (int) Math.max(1, Math.round(image.width() / scale));
        int height = (int) Math.max(1, Math.round(image.height() / scale));
        return levels.computeIfAbsent(
                (long) width << 32 | height, s -> image.resized(width, height).integral());
    }
}
