package org.lgsc.eval.report;

import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.threshold.Criterion;

/**
 * One error rate where the other is held at a target, on the reported scores themselves: a point of
 * the DET curve, not a result to expect in use.
 *
 * @param name "BPCER20" is BPCER at APCER &lt;= 1/20 of every species, "APCER20" the worst APCER at
 *     BPCER &lt;= 1/20
 * @param criterion the target of the other rate
 * @param spoofScore the threshold at this point
 * @param rate the error rate of this point
 */
public record OperatingPoint(String name, Criterion criterion, double spoofScore, Rate rate) {}
