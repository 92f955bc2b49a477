/** Decision thresholds, how they are fitted, and the record of where each came from. */
package org.lgsc.eval.threshold;
