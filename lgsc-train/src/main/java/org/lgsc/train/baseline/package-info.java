/** Baseline detectors of the kinds that the paper compares with, for use on one's own data. */
@NullMarked
package org.lgsc.train.baseline;

import org.jspecify.annotations.NullMarked;
