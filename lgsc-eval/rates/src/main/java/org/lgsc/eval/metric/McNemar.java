package org.lgsc.eval.metric;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.special.Erf;
import org.lgsc.core.internal.RootFormat;

/**
 * McNemar's test of two systems on the same presentations: whether the presentations on which
 * exactly one system errs are split between the two more unevenly than by chance. It assumes that
 * presentations are independent of each other.
 *
 * <p>With fewer than {@link #FEW} such presentations it is exact, from the binomial distribution
 * with probability 1/2, two-sided; with more it is McNemar's chi-squared with one degree of freedom
 * and Edwards' correction of continuity, {@code (|a - b| - 1)^2 / (a + b)}.
 *
 * @param onlyA presentations on which only the first system errs
 * @param onlyB presentations on which only the second system errs
 */
@JsonIgnoreProperties(
        value = {"exact", "statistic", "p"},
        allowGetters = true)
public record McNemar(long onlyA, long onlyB) {
    /** Number of presentations with an error of one system only from which chi-squared is used. */
    public static final int FEW = 25;

    /** Checks that the counts are not negative. */
    public McNemar {
        if (onlyA < 0 || onlyB < 0) {
            throw new IllegalArgumentException(
                    "counts must not be negative: " + onlyA + ", " + onlyB);
        }
    }

    /** Returns whether p comes from the binomial distribution. */
    @JsonProperty
    public boolean exact() {
        return onlyA + onlyB < FEW;
    }

    /** Chi-squared; NaN where the test is exact. */
    @JsonProperty
    public double statistic() {
        if (exact()) {
            return Double.NaN;
        }
        double distance = Math.max(0, Math.abs(onlyA - onlyB) - 1);
        return distance * distance / (onlyA + onlyB);
    }

    /**
     * Returns the two-sided probability of a split at least as uneven as this one if both systems
     * err equally often, in [0, 1]; 1 when neither errs alone.
     */
    @JsonProperty
    public double p() {
        if (!exact()) {
            // the upper tail of chi-squared with one degree of freedom; 1 - cdf would end at 1e-16
            return Erf.erfc(Math.sqrt(statistic() / 2));
        }
        int n = (int) (onlyA + onlyB);
        // No random generator: only probabilities are computed.
        double tail =
                new BinomialDistribution(null, n, 0.5)
                        .cumulativeProbability((int) Math.min(onlyA, onlyB));
        return Math.min(1, 2 * tail);
    }

    /** For example {@code p = 0.0386 (exact)}. */
    @Override
    public String toString() {
        String p = p() < 0.0001 ? "p < 0.0001" : RootFormat.of("p = %.4f", p());
        return exact() ? p + " (exact)" : p + RootFormat.of(" (chi-squared %.2f)", statistic());
    }
}
