/**
 * Two systems on the same presentations: their error rates side by side, McNemar's test on the
 * errors, and a paired bootstrap of the difference of their ACER.
 */
@NullMarked
package org.lgsc.eval.comparison;

import org.jspecify.annotations.NullMarked;
