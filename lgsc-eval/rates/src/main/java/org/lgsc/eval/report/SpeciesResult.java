package org.lgsc.eval.report;

import org.lgsc.eval.metric.Rate;

/**
 * The results of one PAI species.
 *
 * @param species name, e.g. "print"
 * @param apcer attack presentations taken for live, of those with a response
 * @param apnrr attack presentations without response, of all
 * @param dEer equal error rate of this species alone against bona fide; NaN when not computable
 */
public record SpeciesResult(String species, Rate apcer, Rate apnrr, double dEer) {}
