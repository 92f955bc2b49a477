package org.lgsc.eval.internal.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.RandomScores;
import org.lgsc.eval.score.TestScores;

class ErrorTradeoffTest {
    private static GroupedScores set(double[] live, double[] attacks) {
        List<PadScore> scores = new ArrayList<>();
        for (double s : live) {
            scores.add(PadScore.live("l", "", s));
        }
        for (double s : attacks) {
            scores.add(PadScore.attack("a", "print", "", s));
        }
        return TestScores.of(scores).set();
    }

    private static ErrorTradeoff tradeoff(double[] live, double[] attacks) {
        GroupedScores set = set(live, attacks);
        return new ErrorTradeoff(set.bonaFide(), set.pooledAttacks());
    }

    @Test
    void separableScoresMeetInTheMiddle() {
        ErrorTradeoff t = tradeoff(new double[] {0.1, 0.2}, new double[] {0.4, 0.9});
        assertThat(t.equalErrorPoint().threshold()).isCloseTo(0.3, within(1e-15));
        assertThat(t.equalErrorRate()).isZero();
        assertThat(t.auc()).isEqualTo(1);
    }

    @Test
    void countsByHand() {
        ErrorTradeoff t = tradeoff(new double[] {1, 2, 3, 4}, new double[] {3, 4, 5, 6});
        // At 3.5: one attack of four accepted (3), one live of four rejected (4).
        assertThat(t.equalErrorPoint()).isEqualTo(new ErrorTradeoff.Point(3.5, 1, 1));
        assertThat(t.equalErrorRate()).isEqualTo(0.25);
        // Of 16 pairs one is wrong (attack 3, live 4), two are ties, 13 are right.
        assertThat(t.auc()).isEqualTo(14.0 / 16);
        // FAR + FRR is 1/2 at 2.5, 3.5 and 4.5: the strictest wins but for 2.5, an extreme.
        assertThat(t.minimumHterPoint()).isEqualTo(new ErrorTradeoff.Point(3.5, 1, 1));
    }

    @Test
    void theStricterOfTwoEqualsWinsUnlessExtreme() {
        // 3 -> (3, 0) diff 1; 2.5 -> (2, 0) diff 2/3; 1.5 -> (1, 2) diff 1/3; .5 -> (1, 3)
        ErrorTradeoff one = tradeoff(new double[] {1, 2, 2}, new double[] {0.25, 2, 3});
        assertThat(one.equalErrorPoint()).isEqualTo(new ErrorTradeoff.Point(1.5, 1, 2));
        // 2.5 -> (1, 1) of (2, 4): diff 1/4; 1.5 -> (1, 3): diff 1/4
        ErrorTradeoff two = tradeoff(new double[] {1, 2, 2, 3}, new double[] {0.25, 3});
        assertThat(two.equalErrorPoint()).isEqualTo(new ErrorTradeoff.Point(1.5, 1, 3));
        // 2.5 -> (1, 0) of (2, 2): diff 1/2; 1.5 -> (0, 1): diff 1/2, but rejects all attacks
        ErrorTradeoff extreme = tradeoff(new double[] {1, 2}, new double[] {2, 3});
        assertThat(extreme.equalErrorPoint()).isEqualTo(new ErrorTradeoff.Point(2.5, 1, 0));
    }

    @Test
    void equalScoresAcceptAll() {
        ErrorTradeoff t = tradeoff(new double[] {0.5, 0.5}, new double[] {0.5});
        assertThat(t.equalErrorPoint()).isEqualTo(new ErrorTradeoff.Point(0.5, 1, 0));
        assertThat(t.equalErrorRate()).isEqualTo(0.5);
        assertThat(t.auc()).isEqualTo(0.5);
    }

    @Test
    void oneClassHasNoRates() {
        ErrorTradeoff t = tradeoff(new double[] {0.5}, new double[] {});
        assertThat(t.equalErrorPoint()).isNull();
        assertThat(t.equalErrorRate()).isNaN();
        assertThat(t.auc()).isNaN();
    }

    @Test
    void infiniteScoresAreTheExtremes() {
        double inf = Double.POSITIVE_INFINITY;
        ErrorTradeoff t = tradeoff(new double[] {-inf, 0.1}, new double[] {0.2, inf});
        assertThat(t.equalErrorRate()).isZero();
        assertThat(t.equalErrorPoint().threshold()).isCloseTo(0.15, within(1e-12));
        ErrorTradeoff apart = tradeoff(new double[] {-inf}, new double[] {inf});
        assertThat(apart.equalErrorPoint()).isEqualTo(new ErrorTradeoff.Point(-inf, 0, 0));
    }

    @Test
    void betweenNeverReachesTheUpperScore() {
        double next = Math.nextUp(0.3);
        assertThat(ErrorTradeoff.between(0.3, next)).isEqualTo(0.3);
        assertThat(ErrorTradeoff.between(-Double.MAX_VALUE, Double.MAX_VALUE)).isZero();
        assertThat(ErrorTradeoff.between(1, Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(ErrorTradeoff.between(0, Double.MIN_VALUE)).isZero();
    }

    @Test
    void agreesWithBruteForce() {
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < 2000; trial++) {
            GroupedScores set = TestScores.of(RandomScores.draw(random)).set();
            double[] live = set.bonaFide().sorted();
            double[] attacks = set.pooledAttacks().sorted();
            ErrorTradeoff t = new ErrorTradeoff(set.bonaFide(), set.pooledAttacks());
            double eer = best(live, attacks, (far, frr) -> Math.abs(far - frr));
            double hter = best(live, attacks, (far, frr) -> far + frr);
            double threshold = t.equalErrorPoint().threshold();
            assertThat(threshold).isCloseTo(eer, within(1e-12));
            assertThat(t.minimumHterPoint().threshold()).isCloseTo(hter, within(1e-12));
            assertThat(t.equalErrorPoint().acceptedAttacks())
                    .isEqualTo(set.pooledAttacks().countAccepted(threshold));
            assertThat(t.equalErrorPoint().rejectedLive())
                    .isEqualTo(live.length - set.bonaFide().countAccepted(threshold));
            double right = 0;
            for (double a : attacks) {
                for (double l : live) {
                    right += a > l ? 1 : a == l ? 0.5 : 0;
                }
            }
            assertThat(t.auc()).isCloseTo(right / live.length / attacks.length, within(1e-12));
        }
    }

    /**
     * Tries every midpoint, from accepting to strict; a tie goes to the stricter, not to an end.
     */
    private static double best(
            double[] live, double[] attacks, ToDoubleBiFunction<Double, Double> cost) {
        TreeSet<Double> values = new TreeSet<>();
        for (double s : live) {
            values.add(s);
        }
        for (double s : attacks) {
            values.add(s);
        }
        TreeSet<Double> thresholds = new TreeSet<>(List.of(values.last()));
        for (double v : values.headSet(values.last())) {
            thresholds.add((v + values.higher(v)) / 2);
        }
        double best = Double.NaN;
        double bestCost = Double.POSITIVE_INFINITY;
        for (double t : thresholds.descendingSet()) {
            double far = 0;
            double frr = 0;
            for (double s : attacks) {
                far += s <= t ? 1.0 / attacks.length : 0;
            }
            for (double s : live) {
                frr += s > t ? 1.0 / live.length : 0;
            }
            double c = cost.applyAsDouble(far, frr);
            boolean extreme = far < 1e-9 || frr > 1 - 1e-9;
            if (c < bestCost - 1e-9 || c < bestCost + 1e-9 && !extreme) {
                bestCost = c;
                best = t;
            }
        }
        return best;
    }
}
