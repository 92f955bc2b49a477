/** From the samples of a split to their spoof scores. */
@NullMarked
package org.lgsc.eval.scoring;

import org.jspecify.annotations.NullMarked;
