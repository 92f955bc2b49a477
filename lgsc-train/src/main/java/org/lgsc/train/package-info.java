/**
 * Training of the network: the paper's recipe, and named options for training without pretrained
 * weights.
 */
@NullMarked
package org.lgsc.train;

import org.jspecify.annotations.NullMarked;
