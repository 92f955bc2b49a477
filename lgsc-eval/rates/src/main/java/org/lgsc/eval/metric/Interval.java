package org.lgsc.eval.metric;

/**
 * A confidence interval.
 *
 * @param low lower end
 * @param high upper end
 * @param level coverage, e.g. 0.95
 * @param method how it was computed, e.g. "CLOPPER_PEARSON"
 */
public record Interval(double low, double high, double level, String method) {}
