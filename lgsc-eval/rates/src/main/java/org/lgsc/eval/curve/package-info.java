/** Errors over all thresholds, thinned to what a figure can show. */
@NullMarked
package org.lgsc.eval.curve;

import org.jspecify.annotations.NullMarked;
