package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;

/**
 * One display showing a photograph.
 *
 * @param pixelsPerWidth display pixels across the shorter side of the photograph: 44 to 96 at 192
 *     pixels and severity 0.5, fewer the more severe, and more on larger pictures (square root of
 *     the size); near the camera's own pixel count the two grids beat against each other (moire)
 * @param rotation of the display against the camera in degrees, -12 to 12
 * @param subPixels 0 stripes red-green-blue, 1 stripes blue-green-red, 2 staggered (PenTile)
 * @param gridShare share of the pixel grid in the fine detail that the camera resolves, 0.06 to
 *     0.96; the smaller, the farther away or the more out of focus the display is
 * @param gap dark share between rows, 0.08 to 0.3
 * @param gamma exponent of the display's error against sRGB, 0.9 to 1.15
 * @param blackLevel light of a black pixel, 0.004 to 0.03
 * @param coolness excess of blue over red, 0 to 0.15
 * @param banding amplitude of refresh bands, 0 to 0.05
 * @param bands number of bands over the height, 1.5 to 6
 * @param glare strength of a mirrored lamp or window, 0 to 0.12
 */
record ReplaySettings(
        double pixelsPerWidth,
        double rotation,
        int subPixels,
        double gridShare,
        double gap,
        double gamma,
        double blackLevel,
        double coolness,
        double banding,
        double bands,
        double glare) {

    /**
     * Settings drawn from the ranges above.
     *
     * @param severity 0 (hardly visible) to 1
     * @param side shorter side of the photograph in pixels
     */
    static ReplaySettings random(SplittableRandom random, double severity, int side) {
        double better = Math.sqrt(Math.max(side, 48) / 192.0);
        return new ReplaySettings(
                better * Draw.coarseness(severity) * 44 * Math.pow(96.0 / 44, random.nextDouble()),
                Draw.centred(random, 12),
                random.nextInt(3),
                0.06 + severity * Draw.uniform(random, 0.65, 0.9),
                Draw.uniform(random, 0.08, 0.3),
                Draw.uniform(random, 0.9, 1.15),
                Draw.uniform(random, 0.004, 0.03),
                Draw.uniform(random, 0, 0.15),
                0.05 * severity * random.nextDouble(),
                Draw.uniform(random, 1.5, 6),
                0.12 * severity * Math.max(0, 1.6 * random.nextDouble() - 0.6));
    }
}
