package org.lgsc.eval.score;

import org.lgsc.core.Split;

/** Scores that know which split they belong to, or that nobody has said it. */
public sealed interface SplitScores permits DevScores, TestScores, SeenScores {
    /** The scores. */
    ScoreSet set();

    /** The split they belong to; null where nobody has said it. */
    Split split();

    /** What kind of scores they are, for messages: the split's name, or "evaluated". */
    default String kind() {
        return split().toString();
    }
}
