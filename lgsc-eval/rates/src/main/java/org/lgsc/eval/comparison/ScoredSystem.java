package org.lgsc.eval.comparison;

import java.util.List;
import java.util.Objects;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.PadScore;

/**
 * A system with its scores on the test split.
 *
 * @param name that tables show, e.g. that of its score file
 * @param report error rates on exactly these scores; decisions are by its threshold
 * @param scores of presentations, or of frames where those are what is counted
 */
public record ScoredSystem(String name, PadReport report, List<PadScore> scores) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when the report counts other errors than the scores have
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

    /** Whether the decision on a score is wrong; the score is a number. */
    boolean errs(PadScore score) {
        return errs(report, score);
    }

    private static boolean errs(PadReport report, PadScore score) {
        return report.threshold().accepts(score.spoofScore()) != score.label().isLive();
    }
}
