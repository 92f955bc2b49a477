package org.lgsc.eval.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.ScoreGroup;

/**
 * Error counts at many thresholds, from which DET, ROC and threshold curves are drawn. Every count
 * is exact. Where there are more distinct scores than the limit, thresholds are left out: few in
 * the tails, where a DET curve is read, and more in the middle.
 *
 * @param thresholds spoof scores in ascending order, from one that rejects every score to the
 *     highest score, which accepts all
 * @param rejectedBonaFide at each threshold
 * @param bonaFide scored bona fide presentations
 * @param species accepted attacks by PAI species, in alphabetical order
 * @param complete whether no threshold was left out
 */
record ThresholdTable(
        double[] thresholds,
        long[] rejectedBonaFide,
        long bonaFide,
        List<SpeciesCurve> species,
        boolean complete) {

    /** Attacks of a species that are taken for live at each threshold, and all of its attacks. */
    public record SpeciesCurve(String name, long[] accepted, long attacks) {}

    /** Factor by which the step between kept ranks grows from either tail inwards. */
    private static final double GROWTH = 1.06;

    /** Copies the list. */
    public ThresholdTable {
        species = List.copyOf(species);
    }

    /**
     * Counts the errors of a set of scores.
     *
     * @param set scores, at least one
     * @param limit up to this many distinct scores, every one becomes a threshold
     * @param always a threshold that is never left out, e.g. the report's
     */
    public static ThresholdTable of(GroupedScores set, int limit, double always) {
        List<ScoreGroup> groups = new ArrayList<>();
        groups.add(set.bonaFide());
        groups.addAll(set.attacks().values());
        TreeSet<Double> cuts = distinct(groups, limit);
        boolean complete = cuts != null;
        if (cuts == null) {
            cuts = new TreeSet<>();
            for (ScoreGroup group : groups) {
                addTails(group.sorted(), cuts);
            }
        }
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (ScoreGroup group : groups) {
            if (group.size() > 0) {
                lowest = Math.min(lowest, group.sorted()[0]);
                highest = Math.max(highest, group.sorted()[group.size() - 1]);
            }
        }
        if (lowest > highest) {
            throw new IllegalArgumentException("there are no scores to draw a curve from");
        }
        cuts.add(Math.nextDown(lowest));
        cuts.add(highest);
        cuts.add(always + 0.0);
        double[] thresholds = cuts.stream().mapToDouble(Double::doubleValue).toArray();
        ScoreGroup live = set.bonaFide();
        Map<String, SpeciesCurve> curves = new LinkedHashMap<>();
        set.attacks()
                .forEach(
                        (name, group) ->
                                curves.put(
                                        name,
                                        new SpeciesCurve(
                                                name,
                                                Arrays.stream(thresholds)
                                                        .mapToLong(group::countAccepted)
                                                        .toArray(),
                                                group.size())));
        return new ThresholdTable(
                thresholds,
                Arrays.stream(thresholds)
                        .mapToLong(t -> live.size() - live.countAccepted(t))
                        .toArray(),
                live.size(),
                List.copyOf(curves.values()),
                complete);
    }

    /** Returns all distinct scores; null when there are more than the limit. */
    private static @Nullable TreeSet<Double> distinct(List<ScoreGroup> groups, int limit) {
        TreeSet<Double> cuts = new TreeSet<>();
        for (ScoreGroup group : groups) {
            double[] sorted = group.sorted();
            for (int i = 0; i < sorted.length; i++) {
                if (i == 0 || sorted[i] != sorted[i - 1]) {
                    cuts.add(sorted[i]);
                    if (cuts.size() > limit) {
                        return null;
                    }
                }
            }
        }
        return cuts;
    }

    private static void addTails(double[] sorted, TreeSet<Double> cuts) {
        double step = 1;
        for (double rank = 0; rank <= sorted.length / 2.0; rank += Math.floor(step)) {
            int at = (int) rank;
            if (at < sorted.length) {
                cuts.add(sorted[at]);
                cuts.add(sorted[sorted.length - 1 - at]);
            }
            step = Math.min(step * GROWTH, Math.max(1, sorted.length / 100.0));
        }
    }
}
