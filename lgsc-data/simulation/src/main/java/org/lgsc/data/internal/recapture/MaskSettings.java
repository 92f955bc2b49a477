package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;

/**
 * Openings of a paper mask.
 *
 * @param eyes half-width of the eye openings relative to the eyes, 1.05 to 1.3
 * @param mouth half-width of the mouth opening relative to the mouth, 1.05 to 1.4
 * @param mouthOpen whether there is an opening for the mouth
 * @param offsetX shift of the wearer's face against the print, as a fraction of the width, -0.03 to
 *     0.03
 * @param offsetY the same down, as a fraction of the height, -0.03 to 0.03
 * @param shadow darkening under the paper's edge, 0 to 0.4, and three fifths of it elsewhere in the
 *     openings
 * @param edge brightness of the cut, 0 to 0.1
 * @param roughness deviation of the cut from an ellipse, 0.03 to 0.12
 */
record MaskSettings(
        double eyes,
        double mouth,
        boolean mouthOpen,
        double offsetX,
        double offsetY,
        double shadow,
        double edge,
        double roughness) {

    /**
     * Settings drawn from the ranges above.
     *
     * @param severity 0 (hardly visible) to 1
     */
    static MaskSettings random(SplittableRandom random, double severity) {
        return new MaskSettings(
                Draw.uniform(random, 1.05, 1.3),
                Draw.uniform(random, 1.05, 1.4),
                random.nextDouble() < 0.75,
                Draw.centred(random, 0.03) * severity,
                Draw.centred(random, 0.03) * severity,
                0.4 * severity * Draw.uniform(random, 0.4, 1),
                0.1 * severity * Draw.uniform(random, 0.2, 1),
                Draw.uniform(random, 0.03, 0.12));
    }
}
