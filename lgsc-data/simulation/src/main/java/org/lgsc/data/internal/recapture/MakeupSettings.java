package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;

/**
 * Theatrical make-up, which turns a living face into another one.
 *
 * @param cover share of the skin's own fine detail that the foundation hides, 0.3 to 0.9
 * @param depth standard deviation of the detail that it hides, as a fraction of the shorter side,
 *     0.008 to 0.015
 * @param tone share of the skin's colours replaced by that of the foundation, 0.1 to 0.7
 * @param pale brightness of the foundation relative to the skin, 0.8 to 1.3
 * @param matte loss of the skin's highlights, 0 to 0.8
 * @param powderShare share of the powder's grain in the fine detail that the camera resolves, 0.04
 *     to 0.4, less than that of a print, as it covers less than half of the picture
 * @param liner darkness of the lines around the eyes and on the brows, 0 to 0.8
 * @param lips share of the mouth's colour replaced by that of the lipstick, 0 to 0.8
 * @param contour darkening of painted hollows of the cheeks, 0 to 0.4
 */
record MakeupSettings(
        double cover,
        double depth,
        double tone,
        double pale,
        double matte,
        double powderShare,
        double liner,
        double lips,
        double contour) {

    /**
     * Settings drawn from the ranges above.
     *
     * @param severity 0 (hardly visible) to 1
     */
    static MakeupSettings random(SplittableRandom random, double severity) {
        return new MakeupSettings(
                0.3 + 0.6 * severity * Draw.uniform(random, 0.6, 1),
                Draw.uniform(random, 0.008, 0.015),
                0.1 + 0.6 * severity * Draw.uniform(random, 0.4, 1),
                1 + severity * Draw.uniform(random, -0.2, 0.3),
                0.8 * severity * random.nextDouble(),
                0.04 + 0.36 * severity * Draw.uniform(random, 0.5, 1),
                0.8 * severity * Draw.uniform(random, 0.4, 1),
                0.8 * severity * Draw.uniform(random, 0.3, 1),
                0.4 * severity * random.nextDouble());
    }
}
