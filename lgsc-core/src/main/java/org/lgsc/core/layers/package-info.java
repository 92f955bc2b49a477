/**
 * This library's own layers and vertices in DL4J's {@code ComputationGraph}: convolution, norms,
 * pooling, up-convolution, residual sum. Each is a configuration (JSON, parameters and updaters
 * stay DL4J's) that instantiates a runtime. It calls oneDNN directly, or ND4J's operations where
 * oneDNN cannot run, in NHWC or NCHW.
 *
 * <p>DL4J's own layers are not used because its convolution is im2col and GEMM with the native
 * helpers switched off, which is many times slower (docs/internals.md).
 */
@NullMarked
package org.lgsc.core.layers;

import org.jspecify.annotations.NullMarked;
