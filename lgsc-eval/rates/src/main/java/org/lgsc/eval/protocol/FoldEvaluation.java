package org.lgsc.eval.protocol;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lgsc.eval.curve.ScoreHistogram;
import org.lgsc.eval.curve.ThresholdTable;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.TestScores;

/**
 * One fold: its report and the data from which the figures of a laboratory report are drawn.
 *
 * @param name of the fold, e.g. "fold-1"
 * @param report error rates on the test scores
 * @param table errors over all thresholds on the test scores; null when no test presentation has a
 *     score
 * @param histogram of the test scores
 * @param subjects subjects with errors, the highest rate first; empty when subjects are not known
 * @param errors the worst errors of each class
 */
public record FoldEvaluation(
        String name,
        PadReport report,
        @Nullable ThresholdTable table,
        ScoreHistogram histogram,
        List<SubjectErrors> subjects,
        List<ErrorCase> errors) {
    private static final int MOST_THRESHOLDS = 2000;
    private static final int SUBJECTS = 30;

    /** Copies the lists. */
    public FoldEvaluation {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(histogram, "histogram");
        subjects = List.copyOf(subjects);
        errors = List.copyOf(errors);
    }

    /** Returns the same evaluation with other pictures of the errors. */
    public FoldEvaluation withErrors(List<ErrorCase> other) {
        return new FoldEvaluation(name, report, table, histogram, subjects, other);
    }

    /** Collects everything that a report shows of a fold. */
    static FoldEvaluation of(
            String name, PadEvaluator evaluator, TestScores scores, WorstScores worst) {
        PadReport report = evaluator.evaluate(scores);
        GroupedScores set = scores.set();
        long count = set.bonaFide().size() + (long) set.pooledAttacks().size();
        return new FoldEvaluation(
                name,
                report,
                count > 0
                        ? ThresholdTable.of(set, MOST_THRESHOLDS, report.threshold().spoofScore())
                        : null,
                ScoreHistogram.of(set, bins(count)),
                SubjectErrors.of(set, report.threshold(), SUBJECTS),
                worst.errors(report.threshold()));
    }

    /** More bins for more scores: with a few hundred, narrow bins would show noise. */
    private static int bins(long count) {
        return (int) Math.max(12, Math.min(60, Math.ceil(3 * Math.cbrt(count))));
    }
}
