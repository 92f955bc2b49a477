package org.lgsc.eval.internal.metric;

import org.jspecify.annotations.Nullable;
import org.lgsc.eval.score.ScoreGroup;

/**
 * False accepts against false rejects of one group of attacks and the bona fide presentations, over
 * all thresholds. A presentation is accepted as live when {@code spoofScore <= threshold}.
 *
 * <p>The candidate thresholds are the highest score (accepts all) and the midpoints of neighbouring
 * distinct scores: no other threshold gives other decisions. Of two that are equally good, the
 * stricter one (lower spoof score) wins, unless it rejects all attacks or all bona fide: such an
 * extreme must be strictly better. This is the rule of bob.measure, but counts are compared as
 * integers, so that no rounding decides a tie.
 */
public final class ErrorTradeoff {
    private final double[] live;
    private final double[] attacks;

    /** Either group may be empty: points are then null, rates NaN. */
    public ErrorTradeoff(ScoreGroup bonaFide, ScoreGroup attacks) {
        this.live = bonaFide.sorted();
        this.attacks = attacks.sorted();
    }

    /**
     * A threshold and the errors at it.
     *
     * @param threshold spoof score; accepted up to and including it
     * @param acceptedAttacks false accepts
     * @param rejectedLive false rejects
     */
    public record Point(double threshold, long acceptedAttacks, long rejectedLive) {}

    @FunctionalInterface
    private interface Cost {
        long of(long acceptedAttacks, long rejectedLive);
    }

    /**
     * Returns the point at which |FAR - FRR| is smallest.
     *
     * @return null when either group is empty
     */
    public @Nullable Point equalErrorPoint() {
        return minimum((a, r) -> Math.abs(a * live.length - r * attacks.length));
    }

    /**
     * Returns the point at which FAR + FRR is smallest.
     *
     * @return null when either group is empty
     */
    public @Nullable Point minimumHterPoint() {
        return minimum((a, r) -> a * live.length + r * attacks.length);
    }

    /**
     * Detection equal error rate: (FAR + FRR) / 2 at {@link #equalErrorPoint()}; NaN without one.
     */
    public double equalErrorRate() {
        Point point = equalErrorPoint();
        return point == null
                ? Double.NaN
                : ((double) point.acceptedAttacks() / attacks.length
                                + (double) point.rejectedLive() / live.length)
                        / 2;
    }

    /**
     * Area under the ROC curve: the probability that an attack scores higher than a bona fide
     * presentation, ties counted half; NaN when either group is empty.
     */
    public double auc() {
        if (live.length == 0 || attacks.length == 0) {
            return Double.NaN;
        }
        // Twice the number of pairs in the right order; 2 * 1e7 * 1e7 is far below 2^63.
        long twice = 0;
        int below = 0;
        int upTo = 0;
        for (double attack : attacks) {
            while (below < live.length && live[below] < attack) {
                below++;
            }
            upTo = Math.max(upTo, below);
            while (upTo < live.length && live[upTo] == attack) {
                upTo++;
            }
            twice += below + upTo;
        }
        return twice / 2.0 / live.length / attacks.length;
    }

    /** Returns whether attacks score higher or lower, if there are enough scores to tell. */
    public Orientation orientation() {
        return Orientation.of(auc(), live.length, attacks.length);
    }

    private @Nullable Point minimum(Cost cost) {
        if (live.length == 0 || attacks.length == 0) {
            return null;
        }
        int a = attacks.length;
        int l = live.length;
        Point best = new Point(Math.max(attacks[a - 1], live[l - 1]), a, 0);
        long bestCost = cost.of(a, 0);
        while (true) {
            double above = highest(a, l);
            while (a > 0 && attacks[a - 1] == above) {
                a--;
            }
            while (l > 0 && live[l - 1] == above) {
                l--;
            }
            if (a == 0 && l == 0) {
                return best;
            }
            long c = cost.of(a, live.length - l);
            boolean extreme = a == 0 || l == 0;
            if (c < bestCost || c == bestCost && !extreme) {
                bestCost = c;
                best = new Point(between(highest(a, l), above), a, live.length - l);
            }
        }
    }

    private double highest(int a, int l) {
        if (a == 0) {
            return live[l - 1];
        }
        return l == 0 ? attacks[a - 1] : Math.max(attacks[a - 1], live[l - 1]);
    }

    /**
     * Returns the midpoint of two scores, which accepts the lower and rejects the higher one. Where
     * rounding or an infinity leaves no number between them, it returns the lower score.
     *
     * @param low below high
     */
    public static double between(double low, double high) {
        double middle = low / 2 + high / 2;
        return middle >= low && middle < high ? middle : low;
    }
}
