package org.lgsc.eval.score;

import java.util.Objects;
import org.lgsc.core.Split;

/**
 * Scores of whatever was put in, as Deeplearning4j's evaluations see them: nobody has said which
 * split they belong to.
 *
 * @param set the scores
 */
public record SeenScores(ScoreSet set) implements SplitScores {
    /** Checks for null. */
    public SeenScores {
        Objects.requireNonNull(set, "set");
    }

    /** Collects scores; use {@link ScoreAccumulator} for very many. */
    public static SeenScores of(Iterable<PadScore> scores) {
        return new SeenScores(new ScoreAccumulator().addAll(scores).toDevScores().set());
    }

    @Override
    public Split split() {
        return null;
    }

    @Override
    public String kind() {
        return "evaluated";
    }
}
