/**
 * The network of LGSC (paper section 3.1, figure 2): a ResNet18 encoder, a decoder that draws the
 * spoof cue map, an auxiliary classifier on image + cue, and the loss heads.
 */
package org.lgsc.core.network;
