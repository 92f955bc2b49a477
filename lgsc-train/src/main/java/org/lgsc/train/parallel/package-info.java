/**
 * One training step on several workers: a batch is split into balanced parts, each worker computes
 * the gradient of one, and the mean gradient makes one update.
 */
package org.lgsc.train.parallel;
