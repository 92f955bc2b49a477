package org.lgsc.eval.score;

import java.util.Objects;
import org.lgsc.core.Split;

/**
 * Scores of the development split, on which a threshold may be fitted.
 *
 * @param set the scores
 */
public record DevScores(GroupedScores set) implements SplitScores {
    /** Checks for null. */
    public DevScores {
        Objects.requireNonNull(set, "set");
    }

    /** Collects scores; use {@link ScoreAccumulator} for very many. */
    public static DevScores of(Iterable<PadScore> scores) {
        return new ScoreAccumulator().addAll(scores).toDevScores();
    }

    @Override
    public Split split() {
        return Split.DEV;
    }
}
