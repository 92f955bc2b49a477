package org.lgsc.eval.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Label;

class ScoreAccumulatorTest {
    @Test
    void mergedPartsEqualTheWhole() {
        SplittableRandom random = new SplittableRandom(3);
        ScoreAccumulator whole = new ScoreAccumulator();
        ScoreAccumulator a = new ScoreAccumulator();
        ScoreAccumulator b = new ScoreAccumulator();
        for (int i = 0; i < 500; i++) {
            String species = List.of("", "print", "replay").get(random.nextInt(3));
            Label label = species.isEmpty() ? Label.LIVE : Label.SPOOF;
            String subject = "s" + random.nextInt(9);
            double score = random.nextInt(10) == 0 ? Double.NaN : random.nextDouble();
            whole.add(label, species, subject, score);
            (random.nextBoolean() ? a : b).add(label, species, subject, score);
        }
        GroupedScores expected = whole.toTestScores().set();
        GroupedScores merged = b.merge(a).toTestScores().set();
        assertThat(b.size()).isEqualTo(500).isEqualTo(whole.size());
        assertThat(merged.subjects()).isEqualTo(9);
        assertThat(merged.bonaFide().sorted()).isEqualTo(expected.bonaFide().sorted());
        assertThat(merged.pooledAttacks().sorted()).isEqualTo(expected.pooledAttacks().sorted());
        assertThat(merged.attacks().keySet()).containsExactly("print", "replay");
        for (String species : merged.attacks().keySet()) {
            ScoreGroup found = merged.attacks().get(species);
            ScoreGroup wanted = expected.attacks().get(species);
            assertThat(found.sorted()).isEqualTo(wanted.sorted());
            assertThat(found.nonResponses()).isEqualTo(wanted.nonResponses());
            // Subjects are numbered apart; the scores of each are the same.
            assertThat(sumBySubject(found)).isEqualTo(sumBySubject(wanted));
        }
    }

    /** Sums of score bits by subject, as a sorted list since the numbering is free. */
    private static List<Long> sumBySubject(ScoreGroup group) {
        TreeMap<Integer, Long> sums = new TreeMap<>();
        boolean known =
                group.forEachSubject(
                        (s, score) -> sums.merge(s, Double.doubleToLongBits(score), Long::sum));
        assertThat(known).isTrue();
        return sums.values().stream().sorted().toList();
    }

    @Test
    void countsAcceptedWithTiesAndSignedZeros() {
        ScoreGroup group =
                TestScores.of(
                                List.of(
                                        PadScore.live("a", "", -0.0),
                                        PadScore.live("b", "", 0.0),
                                        PadScore.live("c", "", 0.5),
                                        PadScore.live("d", "", 0.5),
                                        PadScore.live("e", "", Double.POSITIVE_INFINITY),
                                        PadScore.live("f", "", Double.NaN)))
                        .set()
                        .bonaFide();
        assertThat(group.countAccepted(-1e-300)).isZero();
        assertThat(group.countAccepted(-0.0)).isEqualTo(2);
        assertThat(group.countAccepted(Math.nextDown(0.5))).isEqualTo(2);
        assertThat(group.countAccepted(0.5)).isEqualTo(4);
        assertThat(group.countAccepted(Double.MAX_VALUE)).isEqualTo(4);
        assertThat(group.countAccepted(Double.POSITIVE_INFINITY)).isEqualTo(5);
        assertThat(group.nonResponses()).isEqualTo(1);
        assertThat(group.presentations()).isEqualTo(6);
        assertThat(group.forEachSubject((s, score) -> {})).isFalse();
    }

    @Test
    void checksLabelsAndSpecies() {
        assertThatThrownBy(() -> PadScore.attack("a", "", "s", 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ScoreAccumulator().add(Label.LIVE, "print", "s", 1))
                .isInstanceOf(IllegalArgumentException.class);
        ScoreAccumulator own = new ScoreAccumulator();
        assertThatThrownBy(() -> own.merge(own)).isInstanceOf(IllegalArgumentException.class);
    }
}
