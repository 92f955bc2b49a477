package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;

/**
 * One print of a photograph.
 *
 * @param linesPerWidth screen ruling: lines of dots across the shorter side, 48 to 88 at 192 pixels
 *     and severity 0.5, fewer the more severe, and more on larger pictures (square root of the
 *     size), as a larger picture shows a better print
 * @param screenAngle rotation added to the usual 15, 75, 0 and 45 degrees of cyan, magenta, yellow
 *     and black, 0 to 90
 * @param dotShare share of the dots in the fine detail that the camera resolves, 0.06 to 0.96; the
 *     smaller, the farther away or the more out of focus the paper is
 * @param dotGain growth of a half-tone dot on paper, 0.03 to 0.18
 * @param softness standard deviation of the ink's spread and the printed file's blur, in pixels of
 *     the photograph, 0.4 to 1.2
 * @param blackShare share of the common grey printed in black, 0.3 to 0.9
 * @param inkDensity 0.85 (pale) to 1
 * @param gamut loss of saturation, 0.05 to 0.3
 * @param paperTint paper white, linear RGB
 * @param paperGrain standard deviation of the paper's reflectance, 0.005 to 0.03
 * @param curl amplitude of the shading of bent paper, 0 to 0.2
 * @param curlAngle direction of the bend in radians
 */
record PrintSettings(
        double linesPerWidth,
        double screenAngle,
        double dotShare,
        double dotGain,
        double softness,
        double blackShare,
        double inkDensity,
        double gamut,
        float[] paperTint,
        double paperGrain,
        double curl,
        double curlAngle) {

    /**
     * Settings drawn from the ranges above.
     *
     * @param severity 0 (hardly visible) to 1
     * @param side shorter side of the photograph in pixels
     */
    static PrintSettings random(SplittableRandom random, double severity, int side) {
        double better = Math.sqrt(Math.max(side, 48) / 192.0);
        return new PrintSettings(
                better * Draw.coarseness(severity) * 48 * Math.pow(88.0 / 48, random.nextDouble()),
                Draw.uniform(random, 0, 90),
                0.06 + severity * Draw.uniform(random, 0.6, 0.9),
                Draw.uniform(random, 0.03, 0.18),
                0.4 + 0.8 * severity * Draw.uniform(random, 0.6, 1),
                Draw.uniform(random, 0.3, 0.9),
                Draw.uniform(random, 0.85, 1),
                0.05 + 0.25 * severity * random.nextDouble(),
                new float[] {
                    (float) Draw.uniform(random, 0.84, 0.93),
                    (float) Draw.uniform(random, 0.84, 0.92),
                    (float) Draw.uniform(random, 0.78, 0.95)
                },
                0.005 + 0.025 * severity * random.nextDouble(),
                0.2 * severity * random.nextDouble(),
                Draw.uniform(random, 0, 2 * Math.PI));
    }
}
