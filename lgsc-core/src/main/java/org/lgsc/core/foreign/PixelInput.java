package org.lgsc.core.foreign;

import java.util.Objects;
import org.lgsc.core.Experimental;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;

/**
 * Input of a network: {@code [1, 3, height, width]} FLOAT, each value {@code (low + pixel / 255 *
 * (high - low) - mean) / deviation}.
 *
 * @param width width in pixels
 * @param height height in pixels
 * @param colours order of the planes
 * @param range values of 0 and 255
 * @param mean mean that is subtracted from each plane, in the order of the planes
 * @param deviation deviation by which each plane is divided
 */
@Experimental
public record PixelInput(
        int width, int height, Colours colours, Range range, Planes mean, Planes deviation) {
    /** Order of the planes. */
    public enum Colours {
        /** Red, green, blue. */
        RGB,
        /** Blue, green, red, as OpenCV reads pictures. */
        BGR
    }

    /**
     * Values of 0 and 255.
     *
     * @param low value of 0
     * @param high value of 255
     */
    public record Range(double low, double high) {
        /** Checks the order. */
        public Range {
            if (!(low < high) || Double.isInfinite(high - low)) {
                throw new IllegalArgumentException(
                        RootFormat.of("%s to %s is not a range", low, high));
            }
        }
    }

    /**
     * A number for each plane.
     *
     * @param first number of the first plane
     * @param second number of the second plane
     * @param third number of the third plane
     */
    public record Planes(double first, double second, double third) {
        /** Nothing to subtract. */
        public static final Planes ZERO = new Planes(0, 0, 0);

        /** Nothing to divide by. */
        public static final Planes ONE = new Planes(1, 1, 1);

        double get(int plane) {
            return plane == 0 ? first : plane == 1 ? second : third;
        }
    }

    /** Checks the numbers. */
    public PixelInput {
        Objects.requireNonNull(colours, "colours");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(mean, "mean");
        Objects.requireNonNull(deviation, "deviation");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("an input has at least one pixel");
        }
        for (int i = 0; i < 3; i++) {
            boolean positive = deviation.get(i) > 0 && Double.isFinite(deviation.get(i));
            if (!positive || !Double.isFinite(mean.get(i))) {
                throw new IllegalArgumentException(
                        "deviations must be positive and finite, means finite");
            }
        }
    }

    /**
     * Returns the values for one picture, plane by plane.
     *
     * @param image picture of this width and height
     */
    public float[] values(RgbImage image) {
        if (image.width() != width || image.height() != height) {
            throw new IllegalArgumentException(
                    RootFormat.of("the network takes pictures of %sx%s", width, height));
        }
        int plane = width * height;
        float[] values = new float[3 * plane];
        byte[] rgb = image.data();
        for (int c = 0; c < 3; c++) {
            float[] table = table(c);
            int channel = colours == Colours.RGB ? c : 2 - c;
            for (int i = 0; i < plane; i++) {
                values[c * plane + i] = table[rgb[3 * i + channel] & 0xff];
            }
        }
        return values;
    }

    private float[] table(int plane) {
        float[] table = new float[256];
        for (int v = 0; v < 256; v++) {
            double scaled = range.low() + v / 255.0 * (range.high() - range.low());
            table[v] = (float) ((scaled - mean.get(plane)) / deviation.get(plane));
        }
        return table;
    }
}
