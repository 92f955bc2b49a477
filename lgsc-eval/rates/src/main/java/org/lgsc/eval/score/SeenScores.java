package org.lgsc.eval.score;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Split;

/**
 * Scores of an unnamed split: Deeplearning4j's evaluations are not given the split of the data they
 * see.
 *
 * @param set the scores
 */
public record SeenScores(GroupedScores set) implements SplitScores {
    /** Checks for null. */
    public SeenScores {
        Objects.requireNonNull(set, "set");
    }

    /** Collects scores; use {@link ScoreAccumulator} for very many. */
    public static SeenScores of(Iterable<PadScore> scores) {
        return new SeenScores(new ScoreAccumulator().addAll(scores).toDevScores().set());
    }

    @Override
    public @Nullable Split split() {
        return null;
    }
}
