package org.lgsc.core.geometry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.network.NetworkOptions;

/**
 * The size to which every face crop is scaled for the network, in training and at test time alike,
 * so that a face of 50 pixels and one of 2,000 give the same input.
 *
 * <p>A larger crop is reduced by area; a smaller one is enlarged (bilinear) if {@code enlarges} is
 * set. Proportions are kept. In the paper the patches "keep the input image resolution", because
 * scaling removes texture (section 4.4, table 5): {@link #atMost} scales only crops larger than a
 * limit, and {@link #NATIVE} scales none. In every case, a crop with a side shorter than the
 * network's patch is enlarged until the patch fits.
 *
 * @param side longer side of the scaled crop in pixels: a multiple of 32, 32 to {@value #LARGEST};
 *     or {@link Integer#MAX_VALUE}
 * @param enlarges whether smaller crops are enlarged to this size
 */
public record WorkingSize(int side, boolean enlarges) {
    /** Largest side that can be chosen. */
    public static final int LARGEST = NetworkOptions.LARGEST_SIDE;

    /** Largest enlargement of a crop; a smaller crop does not show enough of a face. */
    public static final double MOST_ENLARGED = 6;

    /** Largest ratio of a crop's longer side to its shorter one. */
    private static final int MOST_OBLONG = 4;

    /** Crops keep the camera's resolution. */
    public static final WorkingSize NATIVE = new WorkingSize(Integer.MAX_VALUE, false);

    /** Checks the ranges. */
    public WorkingSize {
        boolean isNative = side == Integer.MAX_VALUE && !enlarges;
        if (!isNative && (side < 32 || side > LARGEST || side % 32 != 0)) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "a working size must be a multiple of 32 from 32 to %s, was %s",
                            LARGEST, side));
        }
    }

    /** Every crop is scaled to this side. */
    public static WorkingSize of(int side) {
        return new WorkingSize(side, true);
    }

    /** Larger crops are reduced to this side, smaller ones stay unchanged. */
    public static WorkingSize atMost(int side) {
        return new WorkingSize(side, false);
    }

    /** Whether crops are not scaled. */
    @JsonIgnore
    public boolean isNative() {
        return side == Integer.MAX_VALUE;
    }

    /**
     * The size of a crop after scaling.
     *
     * @param width width of the crop
     * @param height height of the crop
     * @param patch side of the network's patch, which must fit
     * @throws LgscException when the crop is too small or too oblong to be a face crop
     */
    Size of(int width, int height, int patch) {
        int longer = Math.max(width, height);
        int shorter = Math.min(width, height);
        double scale = longer > side || enlarges ? (double) side / longer : 1;
        scale = Math.max(scale, (double) patch / shorter);
        if (!isNative()) {
            check(width, height, scale);
        }
        return new Size(
                Math.max(patch, (int) Math.round(width * scale)),
                Math.max(patch, (int) Math.round(height * scale)));
    }

    private static void check(int width, int height, double scale) {
        if (Math.max(width, height) > (long) MOST_OBLONG * Math.min(width, height)) {
            throw LgscException.ofInput(
                    "A picture of %dx%d pixels is not a face crop; cut the face out first.",
                    width, height);
        }
        if (scale > MOST_ENLARGED) {
            throw LgscException.ofInput(
                    "The face crop has %dx%d pixels, too few to judge (it would have to be"
                            + " enlarged %.1f times): come closer to the camera.",
                    width, height, scale);
        }
    }

    /** For example {@code 160}, {@code at most 448} or {@code native}. */
    @Override
    public String toString() {
        return isNative() ? "native" : enlarges ? Integer.toString(side) : "at most " + side;
    }

    /** Width and height in pixels. */
    record Size(int width, int height) {}
}
