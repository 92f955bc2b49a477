/**
 * Checkpoints of a training run: files that are written completely or not at all, have a checksum,
 * and are kept for a while.
 */
@NullMarked
package org.lgsc.train.checkpoint;

import org.jspecify.annotations.NullMarked;
