/**
 * Training of the network: the paper's recipe, and named options for training without pretrained
 * weights.
 */
package org.lgsc.train;
