/** Detectors of the kinds that the paper compares with, as yardsticks on one's own data. */
package org.lgsc.train.baseline;
