package org.lgsc.data.video;

import java.io.Serializable;
import java.util.BitSet;
import java.util.Locale;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;

/**
 * The frames of a video that are used. Frames are numbered from 0.
 *
 * @param mode how frames are chosen
 * @param count number of frames for {@link Mode#EVENLY} and {@link Mode#FIRST}; 0 for {@link
 *     Mode#ALL}
 */
public record FrameSelection(Mode mode, int count) implements Serializable {
    /** How frames are chosen. */
    public enum Mode {
        /** The middles of {@code count} equal parts; all frames of a shorter video. */
        EVENLY,
        /** Every frame. */
        ALL,
        /** Frames 0 to {@code count - 1}. */
        FIRST
    }

    /** Checks the count. */
    public FrameSelection {
        if (mode == Mode.ALL ? count != 0 : count < 1) {
            throw new IllegalArgumentException(
                    RootFormat.of("a selection of %s frames, %s", count, mode));
        }
    }

    /** Selects the middles of equal parts. */
    public static FrameSelection evenly(int count) {
        return new FrameSelection(Mode.EVENLY, count);
    }

    /** Selects every frame. */
    public static FrameSelection all() {
        return new FrameSelection(Mode.ALL, 0);
    }

    /** Selects the first frames. */
    public static FrameSelection first(int count) {
        return new FrameSelection(Mode.FIRST, count);
    }

    /**
     * Reads what {@link #toString} writes: "10" (evenly), "all" or "first=60".
     *
     * @throws LgscException when the text is none of these
     */
    public static FrameSelection parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.equals("all")) {
            return all();
        }
        boolean first = plain.startsWith("first=");
        try {
            int count = Integer.parseInt(first ? plain.substring(6) : plain);
            if (count >= 1) {
                return first ? first(count) : evenly(count);
            }
        } catch (NumberFormatException e) {
            // falls through to the common message
        }
        throw LgscException.of(
                "Frames '%s' must be N (evenly over the video), all or first=N.", text);
    }

    /**
     * Returns the selected frames.
     *
     * @param start frames before this one are never selected
     * @param total number of frames of the video
     */
    BitSet indices(int start, int total) {
        BitSet chosen = new BitSet();
        int usable = total - start;
        if (usable <= 0) {
            return chosen;
        }
        if (mode == Mode.EVENLY && count < usable) {
            for (int i = 0; i < count; i++) {
                chosen.set(start + (int) ((2L * i + 1) * usable / (2L * count)));
            }
        } else {
            chosen.set(start, mode == Mode.FIRST ? Math.max(start, Math.min(total, count)) : total);
        }
        return chosen;
    }

    /** E.g. "10", "all" or "first=60". */
    @Override
    public String toString() {
        return switch (mode) {
            case EVENLY -> String.valueOf(count);
            case ALL -> "all";
            case FIRST -> "first=" + count;
        };
    }
}
