package org.lgsc.core.model;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Between what numbers the maps of a network lie on faces: what products of 8 bits are scaled by.
 * Good for these weights and faces prepared in that way alone.
 *
 * @param faces that it was found on
 * @param preprocessing of those faces
 * @param ranges by vertex
 */
public record Calibration(int faces, Preprocessing preprocessing, Map<String, Range> ranges) {
    /**
     * Fewest channels of a map that products of whole numbers read: the fewer there are, the less
     * do roundings cancel out. Pictures, and the maps that the cue is made of, have three.
     */
    public static final int FEWEST_CHANNELS = 16;

    /** No network has more vertices. */
    private static final int MOST_RANGES = 1000;

    /**
     * The numbers of a map.
     *
     * @param least of all
     * @param most of all
     */
    public record Range(float least, float most) {
        /** A map of zeros has a scale, too. */
        private static final float SMALLEST = 1e-6f;

        /** As of weights: products of larger numbers overflow. */
        private static final float LARGEST = 1e9f;

        /** Checks that they are numbers. */
        public Range {
            boolean reasonable = Math.abs(least) <= LARGEST && Math.abs(most) <= LARGEST;
            if (!(least <= most) || !reasonable) {
                throw new IllegalArgumentException("a map from " + least + " to " + most);
            }
        }

        /** The largest distance from zero. */
        public float largest() {
            return Math.max(SMALLEST, Math.max(Math.abs(least), Math.abs(most)));
        }

        /** Of both maps. */
        public Range with(Range other) {
            return new Range(Math.min(least, other.least), Math.max(most, other.most));
        }
    }

    /** Checks and copies the ranges. */
    public Calibration {
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(ranges, "ranges");
        if (faces < 1 || ranges.isEmpty() || ranges.size() > MOST_RANGES) {
            throw new IllegalArgumentException(
                    "a calibration of " + ranges.size() + " maps on " + faces + " faces");
        }
        ranges = Collections.unmodifiableMap(new TreeMap<>(ranges));
        if (ranges.containsValue(null)) {
            throw new IllegalArgumentException("a calibration without a range");
        }
    }
}
