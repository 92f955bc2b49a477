package org.lgsc.eval.internal.metric;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.lgsc.core.internal.RootFormat;

/**
 * Mean of the differences of two systems over the same folds or seeds, for example of their ACER,
 * with its confidence interval by Student's t. Pairs leave out what makes a fold difficult for both
 * systems. It assumes that the differences are independent and about normally distributed, and does
 * not correct for the number of comparisons.
 *
 * @param pairs number of differences, at least 1
 * @param mean mean difference, first less second
 * @param standardError of the mean; NaN for one pair
 * @param confidence probability of the interval, between 0 and 1
 */
public record PairedDifference(int pairs, double mean, double standardError, double confidence) {
    /** Checks numbers. */
    public PairedDifference {
        if (pairs < 1) {
            throw new IllegalArgumentException("at least one pair is needed");
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "confidence must be between 0 and 1, was " + confidence);
        }
    }

    /**
     * Computes the difference.
     *
     * @param first values of the first system, at least one
     * @param second values of the second system in the same order
     * @param confidence probability of the interval, for example 0.95
     */
    public static PairedDifference of(double[] first, double[] second, double confidence) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "%s values cannot be paired with %s", first.length, second.length));
        }
        int n = first.length;
        double[] differences = new double[n];
        Arrays.setAll(differences, i -> first[i] - second[i]);
        double mean = Arrays.stream(differences).average().orElse(Double.NaN);
        double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        double error = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
        return new PairedDifference(n, mean, error, confidence);
    }

    /** Half the width of the interval; NaN for one pair. */
    public double halfWidth() {
        if (pairs < 2) {
            return Double.NaN;
        }
        // No random generator: only a quantile is computed.
        double t = new TDistribution(null, pairs - 1d).inverseCumulativeProbability(upper());
        return t * standardError;
    }

    private double upper() {
        return (1 + confidence) / 2;
    }

    /** Returns whether the interval exists and does not contain 0. */
    public boolean isClear() {
        return Math.abs(mean) > halfWidth();
    }
}
