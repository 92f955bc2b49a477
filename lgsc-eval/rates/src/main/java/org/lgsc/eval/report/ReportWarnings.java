package org.lgsc.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lgsc.core.Split;
import org.lgsc.eval.internal.metric.ErrorTradeoff;
import org.lgsc.eval.internal.metric.Orientation;
import org.lgsc.eval.score.ScoreGroup;
import org.lgsc.eval.score.ScoreSet;
import org.lgsc.eval.threshold.Threshold;

/** What a reader must know to trust the numbers of a report. */
final class ReportWarnings {
    private final ScoreSet set;
    private final List<String> warnings = new ArrayList<>();

    private ReportWarnings(ScoreSet set) {
        this.set = set;
    }

    /**
     * @param split of the scores; null where nobody has said it
     * @param dev what the threshold was fitted on; null when that is not known
     */
    static List<String> of(
            Split split,
            Threshold threshold,
            ScoreSet set,
            List<SpeciesResult> species,
            DevFacts dev) {
        ReportWarnings found = new ReportWarnings(set);
        found.threshold(split, threshold);
        found.missing(species);
        if (dev != null && split == Split.TEST) {
            found.against(dev);
        }
        found.orientation(split, dev);
        return found.warnings;
    }

    private void threshold(Split split, Threshold threshold) {
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
            warnings.add(silent + " presentations without response count in APNRR and BPNRR alone");
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
        return sorted.length - (to - from);
    }

    private void against(DevFacts dev) {
        List<String> shared = dev.shared(set);
        if (!shared.isEmpty()) {
            warnings.add(DevFacts.sharing(shared) + ": the rates are optimistic");
        }
        for (String name : set.attacks().keySet()) {
            if (!dev.species().contains(name)) {
                warnings.add(
                        "PAI species "
                                + name
                                + " is in the test scores only: the threshold has not seen it");
            }
        }
        for (String name : new TreeSet<>(dev.species())) {
            if (!set.attacks().containsKey(name)) {
                warnings.add(
                        "PAI species "
                                + name
                                + " is in the development scores only: it had a say in the"
                                + " threshold, and no rate here is of it");
            }
        }
    }

    private void orientation(Split split, DevFacts dev) {
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
                    "mixed score orientation: attacks of "
                            + String.join(", ", bySpecies.get(Orientation.REVERSED))
                            + " look more live than bona fide presentations, those of "
                            + String.join(", ", bySpecies.get(Orientation.AS_EXPECTED))
                            + " less; were score files of two conventions put together?");
        } else if (own == Orientation.REVERSED) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "the scores look turned round: attacks look more live than bona fide"
                                    + " presentations (AUC %.3f); was liveness taken for spoof"
                                    + " score, or the reverse?",
                            pooled.auc()));
        }
        if (dev != null && split == Split.TEST && own.contradicts(dev.orientation())) {
            warnings.add(
                    "mixed score orientation: development and test scores are turned against each"
                            + " other; a threshold of the one means nothing on the other");
        }
        SubjectOrientation.of(set).ifPresent(warnings::add);
    }
}
