/**
 * Third-party networks: runs any ONNX network for presentation attack detection, described by a
 * card that states how its authors cut faces, scale pixels and interpret outputs, so that it can be
 * used like this library's own models.
 */
@NullMarked
package org.lgsc.core.foreign;

import org.jspecify.annotations.NullMarked;
