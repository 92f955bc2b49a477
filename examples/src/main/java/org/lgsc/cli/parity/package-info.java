/**
 * Comparison with an independent implementation: a fixture contains weights, inputs and the results
 * of another implementation; {@link org.lgsc.cli.parity.ParityCheck} computes the same results
 * here.
 */
package org.lgsc.cli.parity;
