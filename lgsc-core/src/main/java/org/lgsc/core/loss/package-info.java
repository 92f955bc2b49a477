/**
 * The losses of LGSC as SameDiff loss layers with exact batch semantics: a network reports and
 * differentiates the sum of {@code weight * loss of the batch} over its heads, here {@code 5 L_r +
 * sum of L_t over levels + 5 L_a} (paper equation 9, section 3.5; invariant 4 of
 * docs/internals.md), and, where a margin is set, {@code 5 L_o} ({@link CueOrderLoss}, not in the
 * paper).
 */
@NullMarked
package org.lgsc.core.loss;

import org.jspecify.annotations.NullMarked;
