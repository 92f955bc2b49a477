/** From the samples of a split to their spoof scores. */
package org.lgsc.eval.scoring;
