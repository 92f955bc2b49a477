/** From cue maps to spoof scores. */
package org.lgsc.core.scoring;
