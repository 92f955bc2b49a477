/**
 * Checkpoints of a training run: files that are written completely or not at all, have a checksum,
 * and are kept for a while. Not part of the API.
 */
@NullMarked
package org.lgsc.train.internal.checkpoint;

import org.jspecify.annotations.NullMarked;
