/**
 * This library's own layers and vertices in DL4J's {@code ComputationGraph}: convolution, norms,
 * pooling, up-convolution, residual sum. Each is a configuration (JSON, parameters and updaters
 * stay DL4J's) that instantiates a runtime calling libnd4j's operations directly, in NHWC or NCHW.
 *
 * <p>DL4J's own layers are not used because its convolution is im2col and GEMM with the native
 * helpers switched off, 15 to 20 times slower than the same library's {@code conv2d}
 * (docs/internals.md).
 */
@NullMarked
package org.lgsc.core.layers;

import org.jspecify.annotations.NullMarked;
