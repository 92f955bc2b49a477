/**
 * Imports weights and exports models: reads state_dicts of other frameworks as data, checks them
 * name by name, and writes networks as ONNX.
 */
@NullMarked
package org.lgsc.core.weights;

import org.jspecify.annotations.NullMarked;
