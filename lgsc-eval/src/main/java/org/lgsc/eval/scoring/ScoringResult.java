package org.lgsc.eval.scoring;

import java.util.List;
import java.util.Objects;
import org.lgsc.core.Split;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.TestScores;

/**
 * The scores of a split.
 *
 * @param split the split that was scored
 * @param scores one for each sample, in the split's order; NaN where a sample could not be acquired
 * @param setAside why those samples could not be acquired
 */
public record ScoringResult(Split split, List<PadScore> scores, List<SetAside> setAside) {
    /** Copies the lists. */
    public ScoringResult {
        Objects.requireNonNull(split, "split");
        scores = List.copyOf(scores);
        setAside = List.copyOf(setAside);
    }

    /**
     * Returns the scores of the development split, on which thresholds may be fitted.
     *
     * @throws IllegalStateException when this is another split
     */
    public DevScores toDevScores() {
        require(Split.DEV);
        return DevScores.of(scores);
    }

    /**
     * Returns the scores of the test split, on which rates are reported.
     *
     * @throws IllegalStateException when this is another split
     */
    public TestScores toTestScores() {
        require(Split.TEST);
        return TestScores.of(scores);
    }

    private void require(Split wanted) {
        if (split != wanted) {
            throw new IllegalStateException(
                    "these are " + split + " scores, not " + wanted + " scores");
        }
    }
}
