package org.lgsc.eval.score;

import java.util.Objects;
import org.lgsc.core.Split;

/**
 * Scores of the test split, on which rates are reported. They have a type of their own, so that
 * fitting a threshold on them takes an explicit call.
 *
 * @param set the scores
 */
public record TestScores(GroupedScores set) implements SplitScores {
    /** Checks for null. */
    public TestScores {
        Objects.requireNonNull(set, "set");
    }

    /** Collects scores; use {@link ScoreAccumulator} for very many. */
    public static TestScores of(Iterable<PadScore> scores) {
        return new ScoreAccumulator().addAll(scores).toTestScores();
    }

    @Override
    public Split split() {
        return Split.TEST;
    }
}
