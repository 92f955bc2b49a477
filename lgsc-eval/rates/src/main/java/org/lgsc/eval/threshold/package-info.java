/** Decision thresholds, how they are fitted, and the record of where each came from. */
@NullMarked
package org.lgsc.eval.threshold;

import org.jspecify.annotations.NullMarked;
