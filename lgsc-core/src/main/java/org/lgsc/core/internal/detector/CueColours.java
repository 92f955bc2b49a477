package org.lgsc.core.internal.detector;

import org.lgsc.core.image.RgbImage;

/** Fixed colour scale of cue maps: the same colour means the same |cue| in every picture. */
public final class CueColours {
    /** |cue| at the bright end; above it the colour stays the same. */
    public static final double SCALE_END = 0.5;

    /** From dark to bright in even steps of lightness. */
    private static final int[] SCALE = {0x000004, 0x420A68, 0x932667, 0xDD513A, 0xFCA50A, 0xFCFFA4};

    private CueColours() {}

    /**
     * Returns a picture of a cue map, of the same size.
     *
     * @param cue mean |cue| over the channels, {@code [height][width]}
     */
    public static RgbImage picture(float[][] cue) {
        RgbImage picture = RgbImage.black(cue[0].length, cue.length);
        int at = 0;
        for (float[] row : cue) {
            for (float value : row) {
                int rgb = rgb(value);
                for (int shift = 16; shift >= 0; shift -= 8) {
                    picture.data()[at++] = (byte) (rgb >> shift);
                }
            }
        }
        return picture;
    }

    /** Returns the colour of a value as 0xRRGGBB. */
    public static int rgb(double value) {
        double place = Math.max(0, Math.min(1, value / SCALE_END)) * (SCALE.length - 1);
        int low = (int) Math.min(place, SCALE.length - 2);
        double part = place - low;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = SCALE[low] >> shift & 0xff;
            int b = SCALE[low + 1] >> shift & 0xff;
            rgb |= (int) Math.round(a + part * (b - a)) << shift;
        }
        return rgb;
    }
}
