package org.lgsc.eval.metric;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.lgsc.core.internal.RootFormat;

/**
 * A proportion with its counts.
 *
 * @param k errors
 * @param n trials; 0 without samples: the value is then NaN and the interval [0, 1]
 * @param interval of the proportion
 */
@JsonIgnoreProperties(value = "value", allowGetters = true)
public record Rate(long k, long n, Interval interval) {
    /** Checks 0 &lt;= k &lt;= n. */
    public Rate {
        if (k < 0 || k > n) {
            throw new IllegalArgumentException("need 0 <= k <= n, got k=" + k + ", n=" + n);
        }
        Objects.requireNonNull(interval, "interval");
    }

    /** A rate with its exact 95 % interval. */
    public static Rate of(long k, long n) {
        return of(k, n, IntervalMethod.CLOPPER_PEARSON, 0.95);
    }

    /** A rate with an interval. */
    public static Rate of(long k, long n, IntervalMethod method, double level) {
        return new Rate(k, n, method.of(k, n, level));
    }

    /** k / n, in [0, 1]; NaN for n = 0. */
    @JsonProperty
    public double value() {
        return (double) k / n;
    }

    /** For example {@code 2.50 % (1/40) [0.06, 13.16]}. */
    @Override
    public String toString() {
        return n == 0
                ? "n/a (0/0)"
                : RootFormat.of(
                        "%.2f %% (%d/%d) [%.2f, %.2f]",
                        100 * value(), k, n, 100 * interval.low(), 100 * interval.high());
    }
}
