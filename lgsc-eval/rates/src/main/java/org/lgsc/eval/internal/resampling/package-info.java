/** Bootstrap intervals: units, e.g. subjects, are drawn with replacement. Not part of the API. */
package org.lgsc.eval.internal.resampling;
