package org.lgsc.eval.comparison;

import org.jspecify.annotations.Nullable;
import org.lgsc.eval.metric.Interval;

/**
 * The difference of the ACER of two systems.
 *
 * @param value ACER of the first minus that of the second, in [-1, 1]; NaN when either is not
 *     defined
 * @param interval of the paired bootstrap; null without bootstrap
 * @param firstLower number of replicates in which the first system has the lower ACER
 * @param secondLower number of replicates in which the second system has the lower ACER
 * @param replicates number of replicates in which both have an ACER
 */
public record AcerDifference(
        double value,
        @Nullable Interval interval,
        int firstLower,
        int secondLower,
        int replicates) {}
