package org.lgsc.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.RandomScores;
import org.lgsc.eval.score.TestScores;

class ThresholdTableTest {
    @Test
    void countsEveryThresholdOneByOne() {
        SplittableRandom random = new SplittableRandom(41);
        for (int trial = 0; trial < 300; trial++) {
            List<PadScore> scores = RandomScores.draw(random);
            double always = random.nextInt(9) / 10.0;
            ThresholdTable table = ThresholdTable.of(TestScores.of(scores).set(), 100, always);
            TableRates rates = new TableRates(table);
            assertThat(table.complete()).isTrue();
            assertThat(table.thresholds()).isSorted().contains(always);
            for (PadScore s : scores) {
                assertThat(table.thresholds()).contains(s.spoofScore());
            }
            for (int i = 0; i < table.thresholds().length; i++) {
                double tau = table.thresholds()[i];
                long rejected =
                        scores.stream()
                                .filter(s -> s.label().isLive() && s.spoofScore() > tau)
                                .count();
                assertThat(table.rejectedBonaFide()[i]).isEqualTo(rejected);
                double worst = 0;
                for (ThresholdTable.SpeciesCurve c : table.species()) {
                    List<PadScore> own =
                            scores.stream().filter(s -> s.species().equals(c.name())).toList();
                    long accepted = own.stream().filter(s -> s.spoofScore() <= tau).count();
                    assertThat(c.accepted()[i]).isEqualTo(accepted);
                    assertThat(c.attacks()).isEqualTo(own.size());
                    worst = Math.max(worst, (double) accepted / own.size());
                }
                assertThat(rates.apcer(i)).isEqualTo(worst);
                assertThat(rates.acer(i)).isEqualTo((worst + rates.bpcer(i)) / 2);
            }
            assertThat(rates.bpcer(0)).isEqualTo(1);
            int last = table.thresholds().length - 1;
            assertThat(rates.apcer(always >= 0.9 ? last - 1 : last)).isEqualTo(1);
            assertThat(table.thresholds()[rates.indexOf(always)]).isEqualTo(always);
        }
    }

    @Test
    void thinsManyScoresButNotTheTails() {
        SplittableRandom random = new SplittableRandom(42);
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            scores.add(PadScore.live("l" + i, "", random.nextDouble()));
            scores.add(PadScore.attack("a" + i, "print", "", 0.5 + random.nextDouble()));
        }
        GroupedScores set = TestScores.of(scores).set();
        ThresholdTable table = ThresholdTable.of(set, 2000, 0.7);
        assertThat(table.complete()).isFalse();
        assertThat(table.thresholds().length).isBetween(200, 2000);
        double[] attacks = set.pooledAttacks().sorted();
        double[] live = set.bonaFide().sorted();
        for (int rank = 0; rank < 12; rank++) {
            assertThat(table.thresholds()).contains(attacks[rank], live[live.length - 1 - rank]);
        }
        for (int i = 0; i < table.thresholds().length; i++) {
            assertThat(table.species().get(0).accepted()[i])
                    .isEqualTo(set.pooledAttacks().countAccepted(table.thresholds()[i]));
        }
        // Nowhere a gap that a reader of the curve would see: at most 2 % of a class.
        long[] accepted = table.species().get(0).accepted();
        assertThat(
                        LongStream.range(1, accepted.length)
                                .map(i -> accepted[(int) i] - accepted[(int) i - 1])
                                .max()
                                .orElseThrow())
                .isLessThan(1000);
    }

    @Test
    void oneClassIsNotANumber() {
        ThresholdTable live =
                ThresholdTable.of(
                        TestScores.of(List.of(PadScore.live("a", "", 0.5))).set(), 9, 0.5);
        assertThat(new TableRates(live).apcer(0)).isNaN();
        assertThat(new TableRates(live).bpcer(0)).isEqualTo(1);
        GroupedScores silent = TestScores.of(List.of(PadScore.live("a", "", Double.NaN))).set();
        assertThatThrownBy(() -> ThresholdTable.of(silent, 9, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void histogramCountsEveryScoreOnce() {
        double inf = Double.POSITIVE_INFINITY;
        ScoreHistogram h =
                ScoreHistogram.of(
                        TestScores.of(
                                        List.of(
                                                PadScore.live("a", "", 0),
                                                PadScore.live("b", "", 0.24),
                                                PadScore.live("c", "", 0.25),
                                                PadScore.live("d", "", Double.NaN),
                                                PadScore.attack("e", "print", "", 1),
                                                PadScore.attack("f", "print", "", inf)))
                                .set(),
                        4);
        assertThat(h.low()).isZero();
        assertThat(h.high()).isEqualTo(1);
        assertThat(h.groups().get(0).counts()).containsExactly(2, 1, 0, 0);
        assertThat(h.groups().get(1).counts()).containsExactly(0, 0, 0, 1);
        assertThat(h.groups().get(1).infinite()).isEqualTo(1);
        ScoreHistogram one =
                ScoreHistogram.of(TestScores.of(List.of(PadScore.live("a", "", 0.3))).set(), 3);
        assertThat(Arrays.stream(one.groups().get(0).counts()).sum()).isEqualTo(1);
        ScoreHistogram none =
                ScoreHistogram.of(
                        TestScores.of(List.of(PadScore.live("a", "", Double.NaN))).set(), 3);
        assertThat(Arrays.stream(none.groups().get(0).counts()).sum()).isZero();
    }
}
