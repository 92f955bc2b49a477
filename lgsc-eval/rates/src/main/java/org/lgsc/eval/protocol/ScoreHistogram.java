package org.lgsc.eval.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.ScoreGroup;

/**
 * Counts of scores in bins of equal width, by class and PAI species. Infinite scores are counted
 * apart.
 *
 * @param low lower edge of the first bin
 * @param high upper edge of the last bin, which belongs to it
 * @param groups bona fide first, then the species in alphabetical order
 */
record ScoreHistogram(double low, double high, List<Bins> groups) {
    /** Counts of a species or "bona fide"; infinite scores are in no bin. */
    public record Bins(String name, long[] counts, long infinite) {}

    /** Copies the list. */
    public ScoreHistogram {
        groups = List.copyOf(groups);
    }

    /** Counts the scores of a set in so many bins. */
    public static ScoreHistogram of(GroupedScores set, int bins) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        List<ScoreGroup> all = new ArrayList<>(set.attacks().values());
        all.add(set.bonaFide());
        for (ScoreGroup group : all) {
            for (double s : ends(group.sorted())) {
                low = Math.min(low, s);
                high = Math.max(high, s);
            }
        }
        if (!(low <= high)) {
            low = 0;
            high = 1;
        } else if (low == high) {
            // a single distinct score: bins around it
            low -= 0.5;
            high += 0.5;
        }
        List<Bins> groups = new ArrayList<>();
        groups.add(count("bona fide", set.bonaFide(), low, high, bins));
        for (Map.Entry<String, ScoreGroup> s : set.attacks().entrySet()) {
            groups.add(count(s.getKey(), s.getValue(), low, high, bins));
        }
        return new ScoreHistogram(low, high, groups);
    }

    /** Returns the lowest and the highest finite score; empty without finite scores. */
    private static double[] ends(double[] sorted) {
        int from = 0;
        int to = sorted.length - 1;
        while (from <= to && Double.isInfinite(sorted[from])) {
            from++;
        }
        while (to >= from && Double.isInfinite(sorted[to])) {
            to--;
        }
        return from > to ? new double[0] : new double[] {sorted[from], sorted[to]};
    }

    private static Bins count(String name, ScoreGroup group, double low, double high, int bins) {
        long[] counts = new long[bins];
        long infinite = 0;
        for (double s : group.sorted()) {
            if (Double.isInfinite(s)) {
                infinite++;
            } else {
                // halves: the span of two finite numbers may be infinite
                double place = (s / 2 - low / 2) / (high / 2 - low / 2);
                counts[Math.min(bins - 1, (int) (place * bins))]++;
            }
        }
        return new Bins(name, counts, infinite);
    }
}
