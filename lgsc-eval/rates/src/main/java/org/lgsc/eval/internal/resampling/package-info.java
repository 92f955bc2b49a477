/** Bootstrap intervals: units, e.g. subjects, are drawn with replacement. Not part of the API. */
@NullMarked
package org.lgsc.eval.internal.resampling;

import org.jspecify.annotations.NullMarked;
