package org.lgsc.eval.comparison;

import org.lgsc.eval.metric.Interval;

/**
 * How far the ACER of two systems lie apart.
 *
 * @param value ACER of the first less that of the second, in [-1, 1]; NaN where either has none
 * @param interval of the paired bootstrap; null where there is none
 * @param firstLower replicates in which the first system has the lower ACER
 * @param secondLower replicates in which the second one has
 * @param replicates in which both have an ACER
 */
public record AcerDifference(
        double value, Interval interval, int firstLower, int secondLower, int replicates) {}
