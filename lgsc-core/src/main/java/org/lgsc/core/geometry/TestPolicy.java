package org.lgsc.core.geometry;

import java.util.Objects;
import org.lgsc.core.internal.RootFormat;

/**
 * Determines which part of a face is scored at test time. Paper and published code differ: in the
 * paper (section 3.5) the score is the mean magnitude of the cue map of the image, while the
 * published code resizes the whole face to the size that the network was trained on.
 *
 * @param mode how a face is scored
 * @param count number of patches K of a face for {@link Mode#GRID}; 1 for every other mode
 */
public record TestPolicy(Mode mode, int count) {
    /** Largest number of patches of a grid. */
    public static final int MOST_PATCHES = 64;

    /** How a face is scored. */
    public enum Mode {
        /**
         * One pass over the whole crop at working size, whatever size the network was trained on:
         * it is fully convolutional (paper, section 3.5).
         */
        FULL,
        /** The whole crop resized to the network's patch (published code; "resized" in table 5). */
        WHOLE,
        /** Mean over as many patches as are needed to cover the crop. */
        PATCHES,
        /**
         * K patches on a grid, even if they do not cover the crop: small patches miss the face of a
         * large crop. For models from before the working size was introduced.
         */
        GRID,
        /**
         * One patch from the centre, even if it does not cover the crop; for the same models as
         * {@link #GRID}.
         */
        CENTRE
    }

    /** One pass over the whole crop. */
    public static final TestPolicy FULL = new TestPolicy(Mode.FULL, 1);

    /** The whole crop resized. */
    public static final TestPolicy WHOLE = new TestPolicy(Mode.WHOLE, 1);

    /** Patches that cover the crop. */
    public static final TestPolicy PATCHES = new TestPolicy(Mode.PATCHES, 1);

    /** One patch from the centre. */
    public static final TestPolicy CENTRE = new TestPolicy(Mode.CENTRE, 1);

    /** Checks the count. */
    public TestPolicy {
        Objects.requireNonNull(mode, "mode");
        if (count < 1 || count > MOST_PATCHES) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "the number of patches must be 1 to %s, was %s", MOST_PATCHES, count));
        }
        if (mode != Mode.GRID && count != 1) {
            throw new IllegalArgumentException(
                    RootFormat.of("%s has no number of patches, was %s", mode, count));
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
