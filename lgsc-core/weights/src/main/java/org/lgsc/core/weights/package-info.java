/**
 * Imports weights and exports models: reads state_dicts of other frameworks as data, checks them
 * name by name, and writes networks as ONNX.
 */
package org.lgsc.core.weights;
