/**
 * oneDNN called directly: each operation is built once for its shapes and then run on addresses of
 * memory that others own. Used by the layers and by the inference engine for FLOAT maps in NHWC on
 * a CPU; everything else runs on ND4J's operations.
 *
 * <p>No part of the API.
 *
 * <p>Why not ND4J's {@code conv2d} alone, which reaches the same library: it reorders the weights
 * at every call, always computes both gradients, and costs twenty times as much to call
 * (docs/internals.md).
 */
package org.lgsc.core.internal.onednn;
