package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;

/**
 * One print of a photograph on woven cloth.
 *
 * @param threadsPerWidth threads across the shorter side of the photograph: 60 to 110 at 192 pixels
 *     and severity 0.5, fewer the more severe, and more on larger pictures (square root of the
 *     size)
 * @param rotation of the weave against the camera in degrees, -20 to 20
 * @param weaveShare share of the weave in the fine detail that the camera resolves, 0.06 to 0.92
 * @param relief darkening of a thread towards its edges and where it passes under another, 0.3 to
 *     0.7
 * @param slub deviation of the brightness of single threads, 0.03 to 0.12
 * @param bleed standard deviation of the dye's spread in pixels of the photograph, 0.5 to 1.3
 * @param gamut loss of saturation, 0.05 to 0.35
 * @param fold amplitude of the shading of folds, 0 to 0.25
 * @param foldAngle direction of the folds in radians
 */
record ClothSettings(
        double threadsPerWidth,
        double rotation,
        double weaveShare,
        double relief,
        double slub,
        double bleed,
        double gamut,
        double fold,
        double foldAngle) {

    /**
     * Settings drawn from the ranges above.
     *
     * @param severity 0 (hardly visible) to 1
     * @param side shorter side of the photograph in pixels
     */
    static ClothSettings random(SplittableRandom random, double severity, int side) {
        double better = Math.sqrt(Math.max(side, 48) / 192.0);
        return new ClothSettings(
                better * Draw.coarseness(severity) * 60 * Math.pow(110.0 / 60, random.nextDouble()),
                Draw.centred(random, 20),
                0.06 + severity * Draw.uniform(random, 0.6, 0.86),
                Draw.uniform(random, 0.3, 0.7),
                Draw.uniform(random, 0.03, 0.12),
                0.5 + 0.8 * severity * Draw.uniform(random, 0.5, 1),
                0.05 + 0.3 * severity * random.nextDouble(),
                0.25 * severity * random.nextDouble(),
                Draw.uniform(random, 0, 2 * Math.PI));
    }
}
