/** Baseline detectors of the kinds that the paper compares with, for use on one's own data. */
package org.lgsc.train.baseline;
