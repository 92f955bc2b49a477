package org.lgsc.eval.comparison;

import org.lgsc.eval.metric.McNemar;

/**
 * The errors of two systems on the same presentations.
 *
 * @param group which presentations, e.g. "all" or "attacks of print"
 * @param presentations to which both systems gave a response
 * @param both in which both err
 * @param test those in which one errs alone, and McNemar's test on them
 */
public record PairedErrors(String group, long presentations, long both, McNemar test) {}
