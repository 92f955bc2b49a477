package org.lgsc.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.internal.metric.ErrorTradeoff;
import org.lgsc.eval.internal.metric.Orientation;
import org.lgsc.eval.report.PadReport.SpeciesResult;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.ScoreGroup;
import org.lgsc.eval.threshold.Threshold;

/** The warnings of a report: what a reader must know to trust its numbers. */
final class ReportWarnings {
    private final GroupedScores set;
    private final List<String> warnings = new ArrayList<>();

    private ReportWarnings(GroupedScores set) {
        this.set = set;
    }

    /**
     * @param split split of the scores; null when it is not known
     * @param dev facts of the scores that the threshold was fitted on; null when they are not known
     */
    static List<String> of(
            @Nullable Split split,
            Threshold threshold,
            GroupedScores set,
            List<SpeciesResult> species,
            @Nullable DevelopmentSummary dev) {
        ReportWarnings found = new ReportWarnings(set);
        found.threshold(split, threshold);
        found.missing(species);
        if (dev != null && split == Split.TEST) {
            found.against(dev);
        }
        found.orientation(split, dev);
        return found.warnings;
    }

    private void threshold(@Nullable Split split, Threshold threshold) {
        if (threshold.origin().split() == null) {
            if (threshold.origin().criterion().needsScores()) {
                warnings.add(
                        "the threshold was fitted on these very scores: the rates are optimistic");
            }
        } else if (threshold.origin().split() == Split.TEST) {
            warnings.add("the threshold was fitted on test scores: the rates are optimistic");
        } else if (threshold.origin().split() == split) {
            warnings.add("these are " + split + " scores, and so were those of the threshold");
        }
    }

    private void missing(List<SpeciesResult> species) {
        if (set.bonaFide().size() == 0) {
            warnings.add("no scored bona fide presentation: BPCER, ACER and HTER are undefined");
        }
        if (set.pooledAttacks().size() == 0) {
            warnings.add("no scored attack presentation: APCER, ACER and HTER are undefined");
        }
        for (SpeciesResult s : species) {
            if (s.apcer().n() == 0) {
                warnings.add(
                        "no scored presentation of PAI species "
                                + s.species()
                                + ": the worst case leaves it out");
            }
        }
        long infinite = infinite(set.bonaFide()) + infinite(set.pooledAttacks());
        if (infinite > 0) {
            warnings.add(
                    (infinite == 1 ? "1 score is" : infinite + " scores are")
                            + " infinite: on the same side of every threshold");
        }
        long silent = set.bonaFide().nonResponses() + set.pooledAttacks().nonResponses();
        if (silent > 0) {
            warnings.add(silent + " presentations without response count only in APNRR and BPNRR");
        }
    }

    private static long infinite(ScoreGroup group) {
        double[] sorted = group.sorted();
        int from = 0;
        int to = sorted.length;
        while (from < to && sorted[from] == Double.NEGATIVE_INFINITY) {
            from++;
        }
        while (to > from && sorted[to - 1] == Double.POSITIVE_INFINITY) {
            to--;
        }
        return (long) sorted.length - (to - from);
    }

    private void against(DevelopmentSummary dev) {
        List<String> shared = dev.shared(set);
        if (!shared.isEmpty()) {
            warnings.add(DevelopmentSummary.sharing(shared) + ": the rates are optimistic");
        }
        for (String name : set.attacks().keySet()) {
            if (!dev.species().contains(name)) {
                warnings.add(
                        RootFormat.of(
                                "PAI species %s is in the test scores only: the threshold has not"
                                        + " seen it",
                                name));
            }
        }
        for (String name : new TreeSet<>(dev.species())) {
            if (!set.attacks().containsKey(name)) {
                warnings.add(
                        RootFormat.of(
                                "PAI species %s is in the development scores only: it influenced"
                                        + " the threshold, but no rate here includes it",
                                name));
            }
        }
    }

    private void orientation(@Nullable Split split, @Nullable DevelopmentSummary dev) {
        ErrorTradeoff pooled = new ErrorTradeoff(set.bonaFide(), set.pooledAttacks());
        Orientation own = pooled.orientation();
        Map<Orientation, List<String>> bySpecies = new TreeMap<>();
        set.attacks()
                .forEach(
                        (name, group) ->
                                bySpecies
                                        .computeIfAbsent(
                                                new ErrorTradeoff(set.bonaFide(), group)
                                                        .orientation(),
                                                o -> new ArrayList<>())
                                        .add(name));
        if (bySpecies.containsKey(Orientation.REVERSED)
                && bySpecies.containsKey(Orientation.AS_EXPECTED)) {
            warnings.add(
                    RootFormat.of(
                            "mixed score orientation: attacks of %s look more live than bona fide"
                                    + " presentations, those of %s less; were score files of two"
                                    + " conventions combined?",
                            String.join(", ", bySpecies.get(Orientation.REVERSED)),
                            String.join(", ", bySpecies.get(Orientation.AS_EXPECTED))));
        } else if (own == Orientation.REVERSED) {
            warnings.add(
                    RootFormat.of(
                            "the scores look reversed: attacks look more live than bona fide"
                                    + " presentations (AUC %.3f); were liveness scores taken for"
                                    + " spoof scores, or the reverse?",
                            pooled.auc()));
        }
        if (dev != null && split == Split.TEST && own.contradicts(dev.orientation())) {
            warnings.add(
                    "mixed score orientation: development and test scores have opposite"
                            + " orientations; a threshold of one means nothing on the other");
        }
        SubjectOrientation.of(set).ifPresent(warnings::add);
    }
}
