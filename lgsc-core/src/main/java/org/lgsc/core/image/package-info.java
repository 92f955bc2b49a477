/**
 * Pictures: decoding, encoding, resizing and the only conversion from a picture to network input
 * (invariant 2: RGB, one function).
 */
@NullMarked
package org.lgsc.core.image;

import org.jspecify.annotations.NullMarked;
