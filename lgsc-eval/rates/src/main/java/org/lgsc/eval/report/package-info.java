/** The evaluator and its immutable reports: one split, or the folds of a protocol. */
@NullMarked
package org.lgsc.eval.report;

import org.jspecify.annotations.NullMarked;
