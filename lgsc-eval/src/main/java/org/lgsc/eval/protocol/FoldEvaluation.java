package org.lgsc.eval.protocol;

import java.util.List;
import java.util.Objects;
import org.lgsc.eval.curve.ScoreHistogram;
import org.lgsc.eval.curve.ThresholdTable;
import org.lgsc.eval.report.PadReport;

/**
 * One fold: its report and what the figures of a laboratory report are drawn from.
 *
 * @param name of the fold, e.g. "fold-1"
 * @param report error rates on the test scores
 * @param table errors over all thresholds on the test scores; null when no test presentation has a
 *     score
 * @param histogram of the test scores
 * @param subjects persons with errors, the highest rate first; empty when subjects are not known
 * @param errors the worst errors of each class
 */
public record FoldEvaluation(
        String name,
        PadReport report,
        ThresholdTable table,
        ScoreHistogram histogram,
        List<SubjectErrors> subjects,
        List<ErrorCase> errors) {
    /** Copies the lists. */
    public FoldEvaluation {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(histogram, "histogram");
        subjects = List.copyOf(subjects);
        errors = List.copyOf(errors);
    }

    /** The same with other pictures of the errors. */
    public FoldEvaluation withErrors(List<ErrorCase> other) {
        return new FoldEvaluation(name, report, table, histogram, subjects, other);
    }
}
