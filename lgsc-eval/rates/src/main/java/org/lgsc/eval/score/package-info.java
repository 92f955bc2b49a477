/**
 * Scores of presentations: score files, fusion of frames, and compact sets for large evaluations.
 *
 * <p>Everywhere here a high score means spoof. Files carry liveness = 1 - spoof score, high = live.
 */
@NullMarked
package org.lgsc.eval.score;

import org.jspecify.annotations.NullMarked;
