package org.lgsc.eval.comparison;

import org.lgsc.eval.metric.McNemar;

/**
 * The errors of two systems on the same presentations.
 *
 * @param group which presentations, e.g. "all" or "attacks of print"
 * @param presentations number of those to which both systems gave a response
 * @param both number on which both err
 * @param test those on which only one errs, and McNemar's test on them
 */
public record PairedErrors(String group, long presentations, long both, McNemar test) {}
