package org.lgsc.eval.score;

import org.jspecify.annotations.Nullable;
import org.lgsc.core.Split;

/** Scores together with the split they belong to, if it is known. */
public sealed interface SplitScores permits DevScores, TestScores, SeenScores {
    /** The scores. */
    GroupedScores set();

    /** The split they belong to; null when it is not known. */
    @Nullable Split split();

    /** The kind of scores, for messages: the split's name, or "evaluated". */
    default String kind() {
        Split split = split();
        return split == null ? "evaluated" : split.toString();
    }
}
