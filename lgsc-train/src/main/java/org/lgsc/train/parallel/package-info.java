/**
 * One training step on several workers: a batch is split into balanced parts, each worker computes
 * the gradient of one, and the mean gradient makes one update.
 */
@NullMarked
package org.lgsc.train.parallel;

import org.jspecify.annotations.NullMarked;
