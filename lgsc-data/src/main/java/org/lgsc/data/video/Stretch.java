package org.lgsc.data.video;

/**
 * Factors that make the pixels of a video square: PAL, NTSC and anamorphic files store pixels that
 * a player shows wider or higher. One factor is 1, so that nothing is lost.
 *
 * @param x width of the picture in units of the stored width, at least 1
 * @param y height of the picture in units of the stored height, at least 1
 */
public record Stretch(double x, double y) {
    static final Stretch NONE = new Stretch(1, 1);

    /** Beyond this, a ratio and its inverse are damage. */
    private static final double MOST = 4;

    /** Below this, a ratio comes from a rounded size in a header (136:135), and is not visible. */
    private static final double LEAST = 1.02;

    /**
     * Returns the factors of a sample aspect ratio; {@link #NONE} for one that is unknown (0),
     * implausible or almost 1.
     *
     * @param ratio width of a pixel in units of its height
     */
    static Stretch of(double ratio) {
        double factor = Math.max(ratio, 1 / ratio);
        if (!(factor >= LEAST && factor <= MOST)) {
            return NONE;
        }
        return ratio > 1 ? new Stretch(factor, 1) : new Stretch(1, factor);
    }

    Stretch swapped() {
        return new Stretch(y, x);
    }
}
