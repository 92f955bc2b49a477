package org.lgsc.eval.score;

import org.lgsc.data.dataset.Split;

/** Scores that know which split they belong to. */
public sealed interface SplitScores permits DevScores, TestScores {
    /** The scores. */
    ScoreSet set();

    /** The split they belong to. */
    Split split();
}
