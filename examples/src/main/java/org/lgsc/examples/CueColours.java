package org.lgsc.examples;

import java.awt.image.BufferedImage;

/** The fixed colour scale of cue maps: the same colour means the same |cue| in every picture. */
final class CueColours {
    /** |cue| at the bright end; above it the colour stays the same. */
    static final double SCALE_END = 0.5;

    /** Dark to bright, even in lightness. */
    private static final int[] SCALE = {0x000004, 0x420A68, 0x932667, 0xDD513A, 0xFCA50A, 0xFCFFA4};

    private CueColours() {}

    /**
     * A cue map as a picture.
     *
     * @param cue mean |cue| over the channels, {@code [height][width]}
     */
    static BufferedImage image(float[][] cue) {
        BufferedImage image =
                new BufferedImage(cue[0].length, cue.length, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < cue.length; y++) {
            for (int x = 0; x < cue[y].length; x++) {
                image.setRGB(x, y, rgb(cue[y][x]));
            }
        }
        return image;
    }

    /** The colour of a value as 0xRRGGBB. */
    static int rgb(double value) {
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
