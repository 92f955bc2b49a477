package org.lgsc.eval.internal.metric;

/**
 * Whether attacks score higher than bona fide presentations, as they must, or lower, which usually
 * means that liveness scores were taken for spoof scores.
 */
public enum Orientation {
    /** Attacks score higher. */
    AS_EXPECTED,
    /** Bona fide presentations score higher. */
    REVERSED,
    /** Too few scores, or too small a difference between the classes, to tell. */
    UNCLEAR;

    /** Standard errors from chance (AUC 1/2) beyond which the direction counts as clear. */
    private static final double CLEAR = 4;

    /**
     * Judges by the distance of the AUC from 1/2 in standard errors of the Mann-Whitney statistic
     * under the hypothesis of no difference, {@code sqrt((m + n + 1) / (12 m n))}.
     *
     * @param auc area under the curve, in [0, 1]; NaN when a class is empty
     * @param bonaFide scored bona fide presentations
     * @param attacks scored attack presentations
     */
    public static Orientation of(double auc, long bonaFide, long attacks) {
        if (bonaFide == 0 || attacks == 0) {
            return UNCLEAR;
        }
        double deviation =
                Math.sqrt((bonaFide + attacks + 1.0) / (12.0 * bonaFide * (double) attacks));
        double z = (auc - 0.5) / deviation;
        return z > CLEAR ? AS_EXPECTED : z < -CLEAR ? REVERSED : UNCLEAR;
    }

    /** Returns true when both are clear and differ. */
    public boolean contradicts(Orientation other) {
        return this != UNCLEAR && other != UNCLEAR && this != other;
    }
}
