package org.lgsc.eval.protocol;

import java.util.List;
import java.util.Objects;
import org.lgsc.eval.report.FoldSummary;

/**
 * A whole protocol: every fold, and mean and deviation over them.
 *
 * @param title what was evaluated
 * @param summary the reports of the folds and what they have in common
 * @param folds in the same order
 */
public record ProtocolReport(String title, FoldSummary summary, List<FoldEvaluation> folds) {
    /** Checks that summary and folds belong together. */
    public ProtocolReport {
        Objects.requireNonNull(title, "title");
        folds = List.copyOf(folds);
        if (!summary.folds().equals(folds.stream().map(FoldEvaluation::report).toList())) {
            throw new IllegalArgumentException("the summary is not one of these folds");
        }
    }

    /**
     * Summarises folds.
     *
     * @param ddof 0 or 1, see {@link FoldSummary}
     */
    public static ProtocolReport of(String title, List<FoldEvaluation> folds, int ddof) {
        return new ProtocolReport(
                title,
                FoldSummary.of(folds.stream().map(FoldEvaluation::report).toList(), ddof),
                folds);
    }

    /** Every fold's report in full, then the summary where there are several. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        for (FoldEvaluation fold : folds) {
            text.append(fold.report().toText()).append('\n');
        }
        if (folds.size() > 1) {
            text.append(summary.toText());
        }
        return text.toString();
    }
}
