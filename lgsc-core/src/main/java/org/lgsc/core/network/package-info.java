/**
 * The network of LGSC (paper sections 3.2 to 3.4, figure 2): a ResNet18 encoder, a decoder that
 * computes the spoof cue map, an auxiliary classifier on image + cue, and the loss heads.
 */
@NullMarked
package org.lgsc.core.network;

import org.jspecify.annotations.NullMarked;
