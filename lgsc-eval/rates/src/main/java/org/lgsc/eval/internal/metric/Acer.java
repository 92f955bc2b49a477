package org.lgsc.eval.internal.metric;

/** Computes ACER from plain counts, for resampling. */
public final class Acer {
    private Acer() {}

    /**
     * (highest APCER + BPCER) / 2.
     *
     * @param errors by group: bona fide first, then each PAI species
     * @param trials of the same groups; a species without trials is left out
     * @return in [0, 1]; NaN where a class has no trials
     */
    public static double of(long[] errors, long[] trials) {
        double worst = Double.NaN;
        for (int g = 1; g < errors.length; g++) {
            double apcer = (double) errors[g] / trials[g];
            if (!(apcer <= worst) && !Double.isNaN(apcer)) {
                worst = apcer;
            }
        }
        return (worst + (double) errors[0] / trials[0]) / 2;
    }
}
