/** Errors over all thresholds, thinned to what a figure can show. */
package org.lgsc.eval.curve;
