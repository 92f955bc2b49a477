package org.lgsc.eval.comparison;

import java.util.List;
import java.util.Objects;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.PadScore;

/**
 * A system with its scores on the test split.
 *
 * @param name shown in tables, e.g. that of its score file
 * @param report error rates on exactly these scores; decisions are by its threshold
 * @param scores of presentations, or of frames where those are counted
 */
public record ScoredSystem(String name, PadReport report, List<PadScore> scores) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when the report does not match the errors of the scores
     */
    public ScoredSystem {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(report, "report");
        scores = List.copyOf(scores);
        long[] counts = new long[4];
        for (PadScore s : scores) {
            int at = s.label().isLive() ? 0 : 2;
            counts[at] += s.hasResponse() ? 1 : 0;
            counts[at + 1] += s.hasResponse() && errs(report, s) ? 1 : 0;
        }
        if (counts[0] != report.bpcer().n()
                || counts[1] != report.bpcer().k()
                || counts[2] != report.far().n()
                || counts[3] != report.far().k()) {
            throw new IllegalArgumentException("the report of " + name + " is not of these scores");
        }
    }

    /** Returns whether the decision on a score is wrong; the score is not NaN. */
    boolean errs(PadScore score) {
        return errs(report, score);
    }

    private static boolean errs(PadReport report, PadScore score) {
        return report.threshold().accepts(score.spoofScore()) != score.label().isLive();
    }
}
