package org.lgsc.core.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Experimental;
import org.lgsc.core.internal.RootFormat;

/**
 * Value ranges of a network's feature maps on faces, by which 8-bit products are scaled. Valid only
 * for these weights and for faces prepared in the same way.
 *
 * @param faces number of faces on which the ranges were measured
 * @param preprocessing preprocessing of those faces
 * @param ranges ranges by vertex
 * @param floats convolutions that stay float32, because their rounding changes scores too much;
 *     null in files of earlier versions, which did not choose them and rounded each weight alone
 */
@Experimental
public record Calibration(
        int faces,
        Preprocessing preprocessing,
        Map<String, Range> ranges,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Set<String> floats) {
    /**
     * Smallest number of channels of a map that is read by integer products: the fewer channels,
     * the less rounding errors cancel out. Pictures, and the maps from which the cue is computed,
     * have three.
     */
    public static final int FEWEST_CHANNELS = 16;

    /** Larger than the number of vertices of any network. */
    private static final int MOST_RANGES = 1000;

    /**
     * Range of the values of a map.
     *
     * @param least smallest value
     * @param most largest value
     */
    public record Range(float least, float most) {
        /** Lower bound of the scale, for maps of zeros. */
        private static final float SMALLEST = 1e-6f;

        /** Limit as for weights: products of larger numbers overflow. */
        private static final float LARGEST = 1e9f;

        /** Checks that the bounds are finite and in order. */
        public Range {
            boolean reasonable = Math.abs(least) <= LARGEST && Math.abs(most) <= LARGEST;
            if (!(least <= most) || !reasonable) {
                throw new IllegalArgumentException(
                        RootFormat.of("a map from %s to %s", least, most));
            }
        }

        /** Largest absolute value. */
        public float largest() {
            return Math.max(SMALLEST, Math.max(Math.abs(least), Math.abs(most)));
        }

        /** Returns the range of both maps. */
        public Range with(Range other) {
            return new Range(Math.min(least, other.least), Math.max(most, other.most));
        }
    }

    /** A calibration as in files of earlier versions. */
    public Calibration(int faces, Preprocessing preprocessing, Map<String, Range> ranges) {
        this(faces, preprocessing, ranges, null);
    }

    /** Returns this calibration with other convolutions that stay float32. */
    public Calibration withFloats(Set<String> other) {
        return new Calibration(faces, preprocessing, ranges, other);
    }

    /** Checks and copies the ranges. */
    public Calibration {
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(ranges, "ranges");
        if (faces < 1 || ranges.isEmpty() || ranges.size() > MOST_RANGES) {
            throw new IllegalArgumentException(
                    RootFormat.of("a calibration of %s maps on %s faces", ranges.size(), faces));
        }
        ranges = Collections.unmodifiableMap(new TreeMap<>(ranges));
        if (ranges.containsValue(null)) {
            throw new IllegalArgumentException("a calibration without a range");
        }
        if (floats != null) {
            if (floats.size() > MOST_RANGES) {
                throw new IllegalArgumentException("a calibration of too many float convolutions");
            }
            floats = Collections.unmodifiableSet(new TreeSet<>(floats)); // throws for null
        }
    }
}
