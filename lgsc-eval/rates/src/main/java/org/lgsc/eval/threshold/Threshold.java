package org.lgsc.eval.threshold;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Split;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.SeenScores;
import org.lgsc.eval.score.SplitScores;
import org.lgsc.eval.score.TestScores;

/**
 * A decision threshold and where it came from.
 *
 * <p>A presentation is live if and only if {@code spoofScore <= threshold}, ties included. In terms
 * of liveness = 1 - spoof score, as bob has it, that is {@code liveness >= 1 - threshold}. A
 * presentation without response is never live. (In floating point the first form always implies the
 * second; the second implies the first unless score and threshold differ by less than 2^-53.)
 *
 * @param spoofScore accepted up to and including this; not NaN
 * @param origin how it was chosen
 */
public record Threshold(double spoofScore, Origin origin) {
    /** Checks the value. */
    public Threshold {
        if (Double.isNaN(spoofScore)) {
            throw new IllegalArgumentException("a threshold cannot be NaN");
        }
        Objects.requireNonNull(origin, "origin");
    }

    /**
     * How a threshold was chosen.
     *
     * @param criterion the rule
     * @param split the split it was fitted on; null for a fixed value, and for evaluated scores of
     *     an unnamed split
     * @param bonaFide scored bona fide presentations it was fitted on
     * @param attacks scored attack presentations it was fitted on
     */
    public record Origin(Criterion criterion, @Nullable Split split, long bonaFide, long attacks) {
        /** Checks that a fixed threshold names no split. */
        public Origin {
            Objects.requireNonNull(criterion, "criterion");
            if (!criterion.needsScores() && split != null) {
                throw new IllegalArgumentException(
                        "criterion " + criterion + " does not go with split " + split);
            }
        }

        /** For example {@code eer on DEV (180 bona fide, 720 attacks)}. */
        @Override
        public String toString() {
            return !criterion.needsScores()
                    ? criterion.toString()
                    : criterion
                            + " on "
                            + (split == null ? "the scores evaluated" : split)
                            + " ("
                            + bonaFide
                            + " bona fide, "
                            + attacks
                            + " attacks)";
        }
    }

    /** A value chosen beforehand. */
    public static Threshold fixed(double spoofScore) {
        return new Threshold(spoofScore, new Origin(Criterion.fixed(spoofScore), null, 0, 0));
    }

    /**
     * Fits a threshold on the development split.
     *
     * @throws org.lgsc.core.LgscException when the scores lack what the criterion needs
     */
    public static Threshold fit(DevScores scores, Criterion criterion) {
        return fitOn(scores, criterion);
    }

    /**
     * Fits a threshold on the very scores that will be reported on, as some papers do. The rates at
     * such a threshold are optimistic, and a report says so.
     *
     * @throws org.lgsc.core.LgscException as {@link #fit}
     */
    public static Threshold fitOnTest(TestScores scores, Criterion criterion) {
        return fitOn(scores, criterion);
    }

    /**
     * Fits a threshold on the very scores that will be reported on, of an unnamed split. The rates
     * at such a threshold are optimistic, and a report says so.
     *
     * @throws org.lgsc.core.LgscException as {@link #fit}
     */
    public static Threshold fitOnSeen(SeenScores scores, Criterion criterion) {
        return fitOn(scores, criterion);
    }

    private static Threshold fitOn(SplitScores scores, Criterion criterion) {
        if (!criterion.needsScores()) {
            return fixed(criterion.target());
        }
        return new Threshold(
                ThresholdFit.fit(scores, criterion),
                new Origin(
                        criterion,
                        scores.split(),
                        scores.set().bonaFide().size(),
                        scores.set().pooledAttacks().size()));
    }

    /** True when a presentation with this spoof score is taken for live; false for NaN. */
    public boolean accepts(double spoofScore) {
        return spoofScore <= this.spoofScore;
    }

    /** The threshold of liveness scores: 1 - spoof score threshold. */
    public double toLiveness() {
        return 1.0 - spoofScore;
    }
}
