/**
 * Checkpoints of a training run: files that appear whole or not at all, carry a checksum, and are
 * kept for a while. No part of the API.
 */
package org.lgsc.train.internal.checkpoint;
