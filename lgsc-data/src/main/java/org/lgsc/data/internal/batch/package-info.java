/**
 * Batches for the network: balanced 1:1 for training (invariant 5), in order and with their samples
 * for scoring. Not part of the API.
 */
@NullMarked
package org.lgsc.data.internal.batch;

import org.jspecify.annotations.NullMarked;
