/**
 * Pictures: decoding, encoding, resizing and the one conversion from a picture to network input
 * (invariant 2: RGB, one function).
 */
package org.lgsc.core.image;
