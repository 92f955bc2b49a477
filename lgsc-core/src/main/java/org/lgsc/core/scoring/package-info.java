/** Computes spoof scores from cue maps. */
package org.lgsc.core.scoring;
