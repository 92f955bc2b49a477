package org.lgsc.core.geometry;

import java.util.Objects;

/**
 * What of a face is scored at test time. Paper and published code differ: by the paper (section
 * 3.5) the score is the mean magnitude of the cue map of the image, while the published code
 * resizes the whole face to the size that the network was trained on.
 *
 * @param mode how
 * @param count patches of a face K, for {@link Mode#GRID}; 1 for every other mode
 */
public record TestPolicy(Mode mode, int count) {
    /** The most patches that a grid may have. */
    public static final int MOST_PATCHES = 64;

    /** How a face is scored. */
    public enum Mode {
        /**
         * The network runs once over the whole crop at working size, whatever size it was trained
         * on: it is fully convolutional (paper, section 3.5).
         */
        FULL,
        /** The whole crop resized to the network's patch (published code; "resized" in table 5). */
        WHOLE,
        /** As many patches as it takes to cover the crop; their mean. */
        PATCHES,
        /**
         * K patches on a grid, whatever they cover: small patches miss the face of a large crop.
         * For models written before there was a working size.
         */
        GRID,
        /** One patch from the middle, whatever it covers. As {@link #GRID}. */
        CENTRE
    }

    /** One pass over the whole crop. */
    public static final TestPolicy FULL = new TestPolicy(Mode.FULL, 1);

    /** The whole crop resized. */
    public static final TestPolicy WHOLE = new TestPolicy(Mode.WHOLE, 1);

    /** Patches that cover the crop. */
    public static final TestPolicy PATCHES = new TestPolicy(Mode.PATCHES, 1);

    /** A patch from the middle. */
    public static final TestPolicy CENTRE = new TestPolicy(Mode.CENTRE, 1);

    /** Checks the count. */
    public TestPolicy {
        Objects.requireNonNull(mode, "mode");
        if (count < 1 || count > MOST_PATCHES) {
            throw new IllegalArgumentException(
                    "the number of patches must be 1 to " + MOST_PATCHES + ", was " + count);
        }
        if (mode != Mode.GRID && count != 1) {
            throw new IllegalArgumentException(mode + " has no number of patches, was " + count);
        }
    }

    /** K patches on a grid. */
    public static TestPolicy grid(int count) {
        return new TestPolicy(Mode.GRID, count);
    }

    /** For example {@code full}, or {@code grid of 4}. */
    @Override
    public String toString() {
        String name = mode.name().toLowerCase(java.util.Locale.ROOT);
        return mode == Mode.GRID ? name + " of " + count : name;
    }
}
