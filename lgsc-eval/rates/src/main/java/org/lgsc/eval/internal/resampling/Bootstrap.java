package org.lgsc.eval.internal.resampling;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lgsc.eval.metric.Interval;

/**
 * Percentile bootstrap. Samples that belong together, e.g. the presentations of one subject, form a
 * unit; units are drawn with replacement, as many as there are. The same number of units and the
 * same seed give the same draws, so that two statistics of the same units are resampled in pairs.
 *
 * @param replicates draws, at least 1
 * @param seed not 0
 */
public record Bootstrap(int replicates, long seed) {
    /** Checks the options. */
    public Bootstrap {
        if (replicates < 1) {
            throw new IllegalArgumentException("replicates must be positive, was " + replicates);
        }
        if (seed == 0) {
            throw new IllegalArgumentException("a seed must not be 0");
        }
    }

    /**
     * Computes a statistic on every draw.
     *
     * @param units number of units, at least 1
     * @param statistic function of how often each unit was drawn; the array is reused
     * @return the values in ascending order, without NaN
     */
    public double[] values(int units, ToDoubleFunction<int[]> statistic) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[replicates];
        int valid = 0;
        int[] weight = new int[units];
        for (int r = 0; r < replicates; r++) {
            Arrays.fill(weight, 0);
            for (int i = 0; i < units; i++) {
                weight[random.nextInt(units)]++;
            }
            double value = statistic.applyAsDouble(weight);
            if (!Double.isNaN(value)) {
                values[valid++] = value;
            }
        }
        double[] sorted = Arrays.copyOf(values, valid);
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * Returns the interval that holds the middle part of the values.
     *
     * @param sorted values, ascending
     * @param level in (0, 1), e.g. 0.95
     * @param units what was drawn, e.g. "20 subjects"
     * @return null without values
     */
    public static @Nullable Interval interval(double[] sorted, double level, String units) {
        int n = sorted.length;
        if (n == 0) {
            return null;
        }
        double tail = (1 - level) / 2;
        return new Interval(
                sorted[(int) Math.floor(tail * (n - 1))],
                sorted[(int) Math.ceil((1 - tail) * (n - 1))],
                level,
                "bootstrap of " + units + ", " + n + " replicates");
    }
}
