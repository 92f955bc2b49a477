package org.lgsc.eval.threshold;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.eval.internal.metric.ErrorTradeoff;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.ScoreGroup;
import org.lgsc.eval.score.SplitScores;

/** The fitting rules. Where an interval of thresholds is equally good, its midpoint is taken. */
final class ThresholdFit {
    private ThresholdFit() {}

    static double fit(SplitScores scores, Criterion criterion) {
        GroupedScores set = scores.set();
        boolean needsLive = criterion.kind() != Criterion.Kind.APCER;
        boolean needsAttacks = criterion.kind() != Criterion.Kind.BPCER;
        if (needsLive && set.bonaFide().size() == 0) {
            throw missing(scores, criterion, "bona fide");
        }
        if (needsAttacks && set.pooledAttacks().size() == 0) {
            throw missing(scores, criterion, "attack");
        }
        return switch (criterion.kind()) {
            case EER ->
                    at(new ErrorTradeoff(set.bonaFide(), set.pooledAttacks()).equalErrorPoint());
            case MIN_HTER ->
                    at(new ErrorTradeoff(set.bonaFide(), set.pooledAttacks()).minimumHterPoint());
            case MEDIAN -> median(set);
            case APCER -> apcerAtMost(set, criterion.target());
            case BPCER -> bpcerAtMost(set, criterion.target());
            case FIXED -> criterion.target();
        };
    }

    private static double at(ErrorTradeoff.@Nullable Point point) {
        if (point == null) {
            throw new IllegalStateException("both classes have scores");
        }
        return point.threshold();
    }

    private static LgscException missing(SplitScores scores, Criterion criterion, String what) {
        return LgscException.of(
                "the %s scores hold no scored %s presentation, which the threshold "
                        + "criterion %s needs; add some or give a fixed threshold",
                scores.kind(), what, criterion);
    }

    /** Accepts at most {@code target} of each species: below the first score that accepts more. */
    private static double apcerAtMost(GroupedScores set, double target) {
        double bound = Double.NaN;
        for (ScoreGroup species : set.attacks().values()) {
            double[] sorted = species.sorted();
            int allowed = allowed(target, sorted.length);
            if (allowed < sorted.length && !(bound <= sorted[allowed])) {
                bound = sorted[allowed];
            }
        }
        if (Double.isNaN(bound)) {
            return acceptAll(set);
        }
        double below = Double.NaN;
        for (ScoreGroup group : groups(set)) {
            int at = lowerBound(group.sorted(), bound);
            if (at > 0 && !(below >= group.sorted()[at - 1])) {
                below = group.sorted()[at - 1];
            }
        }
        return Double.isNaN(below) ? Math.nextDown(bound) : ErrorTradeoff.between(below, bound);
    }

    /** Rejects at most {@code target} of bona fide: at or above the last score to be accepted. */
    private static double bpcerAtMost(GroupedScores set, double target) {
        double[] live = set.bonaFide().sorted();
        int allowed = allowed(target, live.length);
        if (allowed == live.length) {
            double lowest = Double.POSITIVE_INFINITY;
            for (ScoreGroup group : groups(set)) {
                lowest = group.size() == 0 ? lowest : Math.min(lowest, group.sorted()[0]);
            }
            return Math.nextDown(lowest);
        }
        double last = live[live.length - 1 - allowed];
        double next = Double.NaN;
        for (ScoreGroup group : groups(set)) {
            int at = group.countAccepted(last);
            if (at < group.size() && !(next <= group.sorted()[at])) {
                next = group.sorted()[at];
            }
        }
        return Double.isNaN(next) ? last : ErrorTradeoff.between(last, next);
    }

    private static double median(GroupedScores set) {
        ScoreGroup live = set.bonaFide();
        ScoreGroup attacks = set.pooledAttacks();
        int n = Math.addExact(live.size(), attacks.size());
        double low = ordered(live.sorted(), attacks.sorted(), (n - 1) / 2);
        double high = ordered(live.sorted(), attacks.sorted(), n / 2);
        return low == high ? low : ErrorTradeoff.between(low, high);
    }

    /** Returns the value at this rank of the merge of two sorted arrays. */
    private static double ordered(double[] a, double[] b, int rank) {
        int i = 0;
        int j = 0;
        while (true) {
            boolean fromA = j == b.length || i < a.length && a[i] <= b[j];
            double value = fromA ? a[i++] : b[j++];
            if (i + j > rank) {
                return value;
            }
        }
    }

    private static double acceptAll(GroupedScores set) {
        double highest = Double.NEGATIVE_INFINITY;
        for (ScoreGroup group : groups(set)) {
            highest =
                    group.size() == 0
                            ? highest
                            : Math.max(highest, group.sorted()[group.size() - 1]);
        }
        return highest;
    }

    private static List<ScoreGroup> groups(GroupedScores set) {
        List<ScoreGroup> groups = new ArrayList<>(set.attacks().values());
        groups.add(set.bonaFide());
        return groups;
    }

    /** Returns the largest k with k / n <= target, computed so that rounding cannot exceed it. */
    private static int allowed(double target, int n) {
        int k = (int) Math.min(n, Math.floor(target * n));
        while (k < n && (k + 1) / (double) n <= target) {
            k++;
        }
        while (k > 0 && k / (double) n > target) {
            k--;
        }
        return k;
    }

    private static int lowerBound(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (sorted[mid] < value) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }
}
