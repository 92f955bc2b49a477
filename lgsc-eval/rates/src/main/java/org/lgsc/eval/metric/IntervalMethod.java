package org.lgsc.eval.metric;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/** How the confidence interval of a proportion is computed. */
public enum IntervalMethod {
    /**
     * Exact (Clopper and Pearson 1934): covers at least the stated level, also for zero errors,
     * where its upper end is about 3.7/n at 95 %.
     */
    CLOPPER_PEARSON {
        @Override
        Interval compute(long k, long n, double level) {
            double tail = (1 - level) / 2;
            // No random generator: only quantiles are computed.
            double low =
                    k == 0
                            ? 0
                            : new BetaDistribution(null, k, n - k + 1.0)
                                    .inverseCumulativeProbability(tail);
            double high =
                    k == n
                            ? 1
                            : new BetaDistribution(null, k + 1.0, n - k)
                                    .inverseCumulativeProbability(1 - tail);
            return new Interval(low, high, level, "CLOPPER_PEARSON");
        }
    },
    /** Score interval (Wilson 1927): narrower, covers the level on average. */
    WILSON {
        @Override
        Interval compute(long k, long n, double level) {
            double z =
                    new NormalDistribution(null, 0, 1)
                            .inverseCumulativeProbability(1 - (1 - level) / 2);
            double p = (double) k / n;
            double z2 = z * z / n;
            double centre = (p + z2 / 2) / (1 + z2);
            double half = z / (1 + z2) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n));
            return new Interval(
                    k == 0 ? 0 : Math.max(0, centre - half),
                    k == n ? 1 : Math.min(1, centre + half),
                    level,
                    "WILSON");
        }
    };

    abstract Interval compute(long k, long n, double level);

    /**
     * Returns the interval of k errors in n trials; [0, 1] for n = 0.
     *
     * @param level in (0, 1), e.g. 0.95
     */
    public Interval of(long k, long n, double level) {
        if (k < 0 || k > n) {
            throw new IllegalArgumentException("need 0 <= k <= n, got k=" + k + ", n=" + n);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("confidence level must be in (0, 1), was " + level);
        }
        return n == 0 ? new Interval(0, 1, level, name()) : compute(k, n, level);
    }
}
