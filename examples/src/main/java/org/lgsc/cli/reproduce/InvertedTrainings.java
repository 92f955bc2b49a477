package org.lgsc.cli.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.internal.metric.Orientation;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.PadReport;

/**
 * Inverted trainings of the ablation: the cues of living faces ended brighter than those of
 * attacks, and {@code train} warns of such a model. One of them changes the mean of a row more than
 * anything else, so the orderings are counted again without them.
 */
final class InvertedTrainings {
    private InvertedTrainings() {}

    static boolean isInverted(PadReport test) {
        return Orientation.of(test.auc(), test.bpcer().n(), test.far().n()) == Orientation.REVERSED;
    }

    /** A Markdown section; empty without such a training. */
    static String markdown(Map<String, FoldSummary> ours, PublishedRows published) {
        List<String> found = new ArrayList<>();
        Map<String, double[]> others = new LinkedHashMap<>();
        ours.forEach(
                (row, summary) -> {
                    List<PadReport> usual =
                            summary.folds().stream().filter(f -> !isInverted(f)).toList();
                    int all = summary.folds().size();
                    if (usual.size() < all) {
                        found.add(RootFormat.of("%s %d of %d", row, all - usual.size(), all));
                    }
                    if (!usual.isEmpty()) {
                        others.put(row, Orderings.acers(usual));
                    }
                });
        if (found.isEmpty()) {
            return "";
        }
        return RootFormat.of(
                "%n## Inverted trainings%n%nCues of living faces ended brighter than those of"
                        + " attacks: %s. Orderings without these trainings: %s.%n",
                String.join(", ", found),
                Orderings.words(Orderings.counts(Orderings.ofAcers(others, published))));
    }
}
