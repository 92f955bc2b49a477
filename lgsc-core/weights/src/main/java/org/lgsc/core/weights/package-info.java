/**
 * Weights in and models out: state_dicts of other frameworks, read as data and checked name by
 * name, and a network as ONNX.
 */
package org.lgsc.core.weights;
