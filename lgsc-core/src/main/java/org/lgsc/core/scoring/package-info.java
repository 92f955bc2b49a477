/** Computes spoof scores from cue maps. */
@NullMarked
package org.lgsc.core.scoring;

import org.jspecify.annotations.NullMarked;
