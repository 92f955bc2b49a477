/** Bootstrap intervals: units that belong together, e.g. people, are drawn with replacement. */
package org.lgsc.eval.resampling;
