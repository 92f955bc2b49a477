package org.lgsc.cli.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.internal.metric.Orientation;
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

    /**
     * A Markdown section; empty without such a training.
     *
     * @param ours reports by row and seed
     */
    static String markdown(Map<String, Map<String, PadReport>> ours, PublishedRows published) {
        List<String> found = new ArrayList<>();
        Map<String, Map<String, PadReport>> others = new LinkedHashMap<>();
        ours.forEach(
                (row, seeds) -> {
                    Map<String, PadReport> usual = new LinkedHashMap<>(seeds);
                    usual.values().removeIf(InvertedTrainings::isInverted);
                    int inverted = seeds.size() - usual.size();
                    if (inverted > 0) {
                        found.add(RootFormat.of("%s %d of %d", row, inverted, seeds.size()));
                    }
                    others.put(row, usual);
                });
        if (found.isEmpty()) {
            return "";
        }
        return RootFormat.of(
                "%n## Inverted trainings%n%nCues of living faces ended brighter than those of"
                        + " attacks: %s. Orderings without these trainings: %s.%n",
                String.join(", ", found),
                Orderings.words(
                        Orderings.counts(Orderings.of(Orderings.acers(others), published))));
    }
}
