/**
 * Direct calls of oneDNN: each operation is built once for its shapes and then run on addresses of
 * memory owned by the caller. Used by the layers and by the inference engine for FLOAT maps in NHWC
 * on a CPU; everything else runs on ND4J's operations.
 *
 * <p>No part of the API.
 *
 * <p>ND4J's {@code conv2d} uses the same library but is not sufficient: it reorders the weights at
 * every call, always computes both gradients, and has twenty times the overhead of a call
 * (docs/internals.md).
 */
@NullMarked
package org.lgsc.core.internal.onednn;

import org.jspecify.annotations.NullMarked;
