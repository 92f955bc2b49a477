/**
 * Comparison with an independent implementation: a fixture holds weights, inputs and everything
 * that another implementation computed from them; {@link org.lgsc.cli.parity.ParityCheck} computes
 * the same here.
 */
package org.lgsc.cli.parity;
