package org.lgsc.eval.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.RandomScores;
import org.lgsc.eval.score.ScoreGroup;
import org.lgsc.eval.score.TestScores;

class ThresholdTest {
    private static final List<PadScore> SCORES =
            List.of(
                    PadScore.live("l0", "a", 0.0),
                    PadScore.live("l1", "a", 0.25),
                    PadScore.live("l2", "b", 0.5),
                    PadScore.live("l3", "b", 1.0),
                    PadScore.attack("p0", "print", "a", 0.75),
                    PadScore.attack("p1", "print", "b", 2.0),
                    PadScore.attack("r0", "replay", "a", 3.0),
                    PadScore.attack("r1", "replay", "b", 4.0));

    private static double fit(Criterion criterion) {
        return Threshold.fit(DevScores.of(SCORES), criterion).spoofScore();
    }

    @Test
    void aTieIsAccepted() {
        Threshold threshold = Threshold.fixed(0.25);
        assertThat(threshold.accepts(0.25)).isTrue();
        assertThat(threshold.accepts(Math.nextUp(0.25))).isFalse();
        assertThat(threshold.accepts(Double.NaN)).isFalse();
        assertThat(threshold.accepts(Double.NEGATIVE_INFINITY)).isTrue();
        assertThat(threshold.toLiveness()).isEqualTo(0.75);
    }

    @Test
    void livenessDecidesTheSame() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 10_000; i++) {
            Threshold threshold = Threshold.fixed(random.nextInt(100) / 99.0);
            double spoof = i % 3 == 0 ? threshold.spoofScore() : random.nextDouble();
            assertThat(1.0 - spoof >= threshold.toLiveness()).isEqualTo(threshold.accepts(spoof));
        }
    }

    @Test
    void fitsByHand() {
        // Between 0.75 and 1.0 one attack of four is in and one live of four is out.
        assertThat(fit(Criterion.EER)).isEqualTo(0.875);
        // 1/4 + 0 above 1.0; 0 + 1/4 below 0.75 is not better, and is an extreme.
        assertThat(fit(Criterion.MIN_HTER)).isEqualTo(1.5);
        // Scores 0 .25 .5 .75 | 1 2 3 4
        assertThat(fit(Criterion.MEDIAN)).isEqualTo(0.875);
        // No print may pass: below 0.75, the next score down is 0.5.
        assertThat(fit(Criterion.apcerAtMost(0.49))).isEqualTo(0.625);
        // One print of two may: below 2.0 (replay begins at 3), next down 1.0.
        assertThat(fit(Criterion.apcerAtMost(0.5))).isEqualTo(1.5);
        assertThat(fit(Criterion.apcerAtMost(1))).isEqualTo(4);
        // One live of four may be out: keep 0.5, next up 0.75.
        assertThat(fit(Criterion.bpcerAtMost(0.25))).isEqualTo(0.625);
        assertThat(fit(Criterion.bpcerAtMost(0.24))).isEqualTo(1.5);
        assertThat(fit(Criterion.bpcerAtMost(1))).isLessThan(0);
        assertThat(fit(Criterion.fixed(0.01))).isEqualTo(0.01);
    }

    @Test
    void carriesItsOrigin() {
        Threshold dev = Threshold.fit(DevScores.of(SCORES), Criterion.EER);
        assertThat(dev.origin())
                .isEqualTo(new Threshold.Origin(Criterion.EER, Split.DEV, 4, 4))
                .hasToString("eer on DEV (4 bona fide, 4 attacks)");
        Threshold test = Threshold.fitOnTest(TestScores.of(SCORES), Criterion.MEDIAN);
        assertThat(test.origin().split()).isEqualTo(Split.TEST);
        assertThat(Threshold.fixed(0.1).origin().split()).isNull();
        assertThat(Threshold.fit(DevScores.of(List.of()), Criterion.fixed(0.2)))
                .isEqualTo(Threshold.fixed(0.2));
    }

    @Test
    void refusesScoresThatLackAClass() {
        DevScores live = DevScores.of(List.of(PadScore.live("a", "", 0.1)));
        DevScores attacks =
                DevScores.of(
                        List.of(
                                PadScore.attack("a", "print", "", 0.1),
                                PadScore.live("silent", "", Double.NaN)));
        for (Criterion c : List.of(Criterion.EER, Criterion.MIN_HTER, Criterion.MEDIAN)) {
            assertThatThrownBy(() -> Threshold.fit(live, c))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("attack");
            assertThatThrownBy(() -> Threshold.fit(attacks, c))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("bona fide");
        }
        assertThatThrownBy(() -> Threshold.fit(live, Criterion.apcerAtMost(0.1)))
                .isInstanceOf(LgscException.class);
        assertThat(Threshold.fit(live, Criterion.bpcerAtMost(0)).accepts(0.1)).isTrue();
        assertThatThrownBy(() -> Threshold.fixed(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The best of all thresholds that meet the target, tried one by one. */
    @Test
    void targetsAgreeWithBruteForce() {
        SplittableRandom random = new SplittableRandom(17);
        double[] targets = {0, 0.1, 0.2, 0.25, 1.0 / 3, 0.5, 0.9};
        for (int trial = 0; trial < 1000; trial++) {
            DevScores dev = DevScores.of(RandomScores.draw(random));
            GroupedScores set = dev.set();
            double target = targets[random.nextInt(targets.length)];
            int leastBpcer = Integer.MAX_VALUE;
            int leastAccepted = Integer.MAX_VALUE;
            for (double tau : thresholds(set)) {
                int rejected = set.bonaFide().size() - set.bonaFide().countAccepted(tau);
                if (worst(set, tau) <= target) {
                    leastBpcer = Math.min(leastBpcer, rejected);
                }
                if ((double) rejected / set.bonaFide().size() <= target) {
                    leastAccepted = Math.min(leastAccepted, set.pooledAttacks().countAccepted(tau));
                }
            }
            double a = Threshold.fit(dev, Criterion.apcerAtMost(target)).spoofScore();
            assertThat(worst(set, a)).isLessThanOrEqualTo(target);
            assertThat(set.bonaFide().size() - set.bonaFide().countAccepted(a))
                    .isEqualTo(leastBpcer);
            double b = Threshold.fit(dev, Criterion.bpcerAtMost(target)).spoofScore();
            assertThat(1 - (double) set.bonaFide().countAccepted(b) / set.bonaFide().size())
                    .isLessThanOrEqualTo(target + 1e-12);
            assertThat(set.pooledAttacks().countAccepted(b)).isEqualTo(leastAccepted);
        }
    }

    private static double worst(GroupedScores set, double tau) {
        double worst = 0;
        for (ScoreGroup group : set.attacks().values()) {
            worst = Math.max(worst, (double) group.countAccepted(tau) / group.size());
        }
        return worst;
    }

    private static List<Double> thresholds(GroupedScores set) {
        List<Double> thresholds = new ArrayList<>(List.of(-1.0));
        for (ScoreGroup group : List.of(set.bonaFide(), set.pooledAttacks())) {
            for (double score : group.sorted()) {
                thresholds.add(score);
            }
        }
        return thresholds;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eer",
                "min-hter",
                "median",
                "apcer<=0.05",
                "bpcer<=0.001",
                "fixed=0.01",
                "fixed=-Infinity"
            })
    void criteriaHaveNames(String name) {
        assertThat(Criterion.parse(name)).hasToString(name);
    }

    @Test
    void readsBobsNames() {
        assertThat(Criterion.parse("BPCER20")).isEqualTo(Criterion.apcerAtMost(0.05));
        assertThat(Criterion.parse("apcer10")).isEqualTo(Criterion.bpcerAtMost(0.1));
        for (String bad : List.of("", "err", "apcer<=2", "fixed=x", "bpcer0", "apcer<=")) {
            assertThatThrownBy(() -> Criterion.parse(bad))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("unknown threshold criterion");
        }
    }
}
