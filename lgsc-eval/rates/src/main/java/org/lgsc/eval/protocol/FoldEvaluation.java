package org.lgsc.eval.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.TestScores;

/**
 * One fold: its report and the data from which the figures of a laboratory report are drawn.
 * Immutable.
 */
public final class FoldEvaluation {
    private static final int MOST_THRESHOLDS = 2000;
    private static final int SUBJECTS = 30;

    private final String name;
    private final PadReport report;
    private final Figures figures;
    private final List<ErrorCase> errors;

    /**
     * The data of the figures of a fold.
     *
     * @param table errors over all thresholds on the test scores; null when no test presentation
     *     has a score
     * @param histogram of the test scores
     * @param subjects subjects with errors, the highest rate first; empty when subjects are not
     *     known
     */
    record Figures(
            @Nullable ThresholdTable table,
            ScoreHistogram histogram,
            List<SubjectErrors> subjects) {}

    private FoldEvaluation(String name, PadReport report, Figures figures, List<ErrorCase> errors) {
        this.name = name;
        this.report = report;
        this.figures = figures;
        this.errors = List.copyOf(errors);
    }

    /** Returns the name of the fold, e.g. "fold-1". */
    public String name() {
        return name;
    }

    /** Returns the error rates on the test scores. */
    public PadReport report() {
        return report;
    }

    Figures figures() {
        return figures;
    }

    /** Returns the worst errors of each class. */
    public List<ErrorCase> errors() {
        return errors;
    }

    /** Returns the same evaluation with other pictures of the errors. */
    public FoldEvaluation withErrors(List<ErrorCase> other) {
        return new FoldEvaluation(name, report, figures, other);
    }

    /** Collects everything that a report shows of a fold. */
    static FoldEvaluation of(
            String name, PadEvaluator evaluator, TestScores scores, WorstScores worst) {
        PadReport report = evaluator.evaluate(scores);
        GroupedScores set = scores.set();
        long count = set.bonaFide().size() + (long) set.pooledAttacks().size();
        ThresholdTable table =
                count == 0
                        ? null
                        : ThresholdTable.of(set, MOST_THRESHOLDS, report.threshold().spoofScore());
        Figures figures =
                new Figures(
                        table,
                        ScoreHistogram.of(set, bins(count)),
                        SubjectErrors.of(set, report.threshold(), SUBJECTS));
        return new FoldEvaluation(name, report, figures, worst.errors(report.threshold()));
    }

    /** More bins for more scores: with a few hundred, narrow bins would show noise. */
    private static int bins(long count) {
        return (int) Math.max(12, Math.min(60, Math.ceil(3 * Math.cbrt(count))));
    }

    /**
     * A presentation that was classified wrongly.
     *
     * @param score of the presentation
     * @param distance from the threshold, above 0: how wrong
     * @param face picture of the face as data URI; empty when none was given
     * @param cue picture of the cue map as data URI; empty when none was given
     */
    public record ErrorCase(PadScore score, double distance, String face, String cue) {
        /** Returns the same error with pictures. */
        public ErrorCase withPictures(String faceUri, String cueUri) {
            return new ErrorCase(score, distance, faceUri, cueUri);
        }
    }
}
