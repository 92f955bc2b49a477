package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;

/**
 * A rigid mask cast from a head and painted by hand.
 *
 * @param cast standard deviation of what the cast and the scattering of light in it smooth, as a
 *     fraction of the shorter side, 0.003 to 0.012; red light spreads half as far again
 * @param paint share of the skin's own colours that the paint replaces by one tone, 0.2 to 0.8
 * @param blotch deviation of the paint's thickness, 0.02 to 0.1
 * @param gloss strength of the highlights, 0.05 to 0.5 of white
 * @param polish exponent of the highlights, 12 (waxy) to 90 (varnished)
 * @param peelShare share of the uneven surface in the fine detail that the camera resolves, 0.04 to
 *     0.4, less than that of a print, as it covers less than half of the picture
 * @param peel length of the unevenness as a fraction of the shorter side, 0.004 to 0.009
 * @param eyes half-width of the eye openings relative to the eyes, 1.05 to 1.35
 * @param shadow darkening in the openings and around the mask, 0 to 0.5
 * @param lightX direction of the light across, -0.7 to 0.7
 * @param lightY direction of the light from above, -0.8 to -0.1
 */
record ResinSettings(
        double cast,
        double paint,
        double blotch,
        double gloss,
        double polish,
        double peelShare,
        double peel,
        double eyes,
        double shadow,
        double lightX,
        double lightY) {

    /**
     * Settings drawn from the ranges above.
     *
     * @param severity 0 (hardly visible) to 1
     */
    static ResinSettings random(SplittableRandom random, double severity) {
        return new ResinSettings(
                0.003 + 0.009 * severity * Draw.uniform(random, 0.5, 1),
                0.2 + 0.6 * severity * Draw.uniform(random, 0.5, 1),
                0.02 + 0.08 * severity * random.nextDouble(),
                0.05 + 0.45 * severity * Draw.uniform(random, 0.3, 1),
                12 * Math.pow(90.0 / 12, random.nextDouble()),
                0.04 + 0.36 * severity * Draw.uniform(random, 0.5, 1),
                Draw.uniform(random, 0.004, 0.009),
                Draw.uniform(random, 1.05, 1.35),
                0.5 * severity * Draw.uniform(random, 0.4, 1),
                Draw.uniform(random, -0.7, 0.7),
                Draw.uniform(random, -0.8, -0.1));
    }
}
