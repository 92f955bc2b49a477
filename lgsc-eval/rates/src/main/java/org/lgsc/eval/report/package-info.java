/** The evaluator and its immutable reports: one split, or the folds of a protocol. */
package org.lgsc.eval.report;
