package org.lgsc.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.lgsc.core.LgscException;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.threshold.Criterion;

class ReportWarningsTest {
    private static final DoubleUnaryOperator AS_IT_IS = x -> x;
    private static final DoubleUnaryOperator TURNED = x -> 1 - x;

    /** 10 subjects, 3 live about 0.2 and 3 of a species about 0.8 each. */
    private static List<PadScore> scores(String prefix, String species, DoubleUnaryOperator turn) {
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String subject = prefix + i / 3;
            double x = i % 10 / 100.0;
            scores.add(PadScore.live(prefix + "l" + i, subject, turn.applyAsDouble(0.15 + x)));
            scores.add(
                    PadScore.attack(
                            prefix + species + i, species, subject, turn.applyAsDouble(0.75 + x)));
        }
        return scores;
    }

    private static List<PadScore> both(List<PadScore> a, List<PadScore> b) {
        List<PadScore> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private static PadEvaluator.Builder fitted(List<PadScore> dev) {
        return PadEvaluator.builder()
                .thresholdFrom(DevScores.of(dev), Criterion.EER)
                .bootstrapReplicates(0);
    }

    private static List<String> warnings(List<PadScore> dev, List<PadScore> test) {
        return fitted(dev).build().evaluate(TestScores.of(test)).warnings();
    }

    @Test
    void nothingToSay() {
        assertThat(warnings(scores("d", "print", AS_IT_IS), scores("t", "print", AS_IT_IS)))
                .isEmpty();
    }

    @Test
    void aSpeciesOfOneSplitAloneIsNoted() {
        List<PadScore> print = scores("d", "print", AS_IT_IS);
        List<PadScore> both = both(print, scores("e", "mask", AS_IT_IS));
        assertThat(warnings(both, scores("t", "print", AS_IT_IS)))
                .singleElement()
                .asString()
                .contains("species mask is in the development scores only");
        assertThat(
                        warnings(
                                print,
                                both(
                                        scores("t", "print", AS_IT_IS),
                                        scores("u", "mask", AS_IT_IS))))
                .singleElement()
                .asString()
                .contains("species mask is in the test scores only");
    }

    @Test
    void infiniteScoresAreCounted() {
        List<PadScore> test = new ArrayList<>(scores("t", "print", AS_IT_IS));
        test.add(PadScore.live("x", "t0", Double.NEGATIVE_INFINITY));
        test.add(PadScore.attack("y", "print", "t0", Double.POSITIVE_INFINITY));
        assertThat(warnings(scores("d", "print", AS_IT_IS), test))
                .singleElement()
                .asString()
                .startsWith("2 scores are infinite");
    }

    @Test
    void sharedSubjectsAreAnErrorUnlessMeant() {
        List<PadScore> dev = scores("d", "print", AS_IT_IS);
        List<PadScore> test = both(scores("t", "print", AS_IT_IS), dev.subList(0, 7));
        assertThatThrownBy(() -> warnings(dev, test))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("2 subjects are in the development and in the test scores")
                .hasMessageContaining("(d0, d1)")
                .hasMessageContaining("--force");
        PadReport forced = fitted(dev).allowSharedSubjects().build().evaluate(TestScores.of(test));
        assertThat(forced.warnings()).singleElement().asString().contains("2 subjects are");
        // A fixed threshold has no subjects.
        assertThat(PadEvaluator.builder().fixedThreshold(0.5).build().evaluate(TestScores.of(test)))
                .isNotNull();
    }

    @Test
    void unknownSubjectsAreNotTheSamePerson() {
        List<PadScore> dev =
                List.of(PadScore.live("a", "", 0.1), PadScore.attack("b", "print", "", 0.9));
        assertThat(warnings(dev, dev)).isEmpty();
    }

    @Test
    void scoresTurnedRoundAreNamed() {
        List<PadScore> turned = scores("t", "print", TURNED);
        assertThat(
                        PadEvaluator.builder()
                                .fixedThreshold(0.5)
                                .build()
                                .evaluate(TestScores.of(turned)))
                .satisfies(
                        r ->
                                assertThat(r.warnings())
                                        .singleElement()
                                        .asString()
                                        .contains("look reversed", "AUC 0.000"));
        assertThat(warnings(scores("d", "print", AS_IT_IS), turned))
                .hasSize(2)
                .last()
                .asString()
                .contains("opposite orientations");
    }

    @Test
    void mixedSpeciesAreNamed() {
        List<PadScore> test =
                both(
                        scores("t", "print", AS_IT_IS),
                        List.of(
                                PadScore.attack("r0", "replay", "t0", 0.01),
                                PadScore.attack("r1", "replay", "t1", 0.02),
                                PadScore.attack("r2", "replay", "t2", 0.03),
                                PadScore.attack("r3", "replay", "t3", 0.04),
                                PadScore.attack("r4", "replay", "t4", 0.05),
                                PadScore.attack("r5", "replay", "t5", 0.05),
                                PadScore.attack("r6", "replay", "t6", 0.05),
                                PadScore.attack("r7", "replay", "t7", 0.05)));
        assertThat(
                        PadEvaluator.builder()
                                .fixedThreshold(0.5)
                                .build()
                                .evaluate(TestScores.of(test))
                                .warnings())
                .anyMatch(
                        w ->
                                w.startsWith("mixed score orientation: attacks of replay")
                                        && w.contains("those of print less"));
    }

    @Test
    void peopleOfTwoConventionsAreNamed() {
        List<PadScore> test = both(scores("t", "print", AS_IT_IS), scores("u", "print", TURNED));
        assertThat(
                        PadEvaluator.builder()
                                .fixedThreshold(0.5)
                                .build()
                                .evaluate(TestScores.of(test))
                                .warnings())
                .singleElement()
                .asString()
                .contains("of 20 subjects, 10 have all attacks above", "10 all below");
    }

    @Test
    void aFewScoresTellNothing() {
        List<PadScore> few =
                List.of(PadScore.live("a", "s", 0.9), PadScore.attack("b", "print", "s", 0.1));
        assertThat(
                        PadEvaluator.builder()
                                .fixedThreshold(0.5)
                                .build()
                                .evaluate(TestScores.of(few))
                                .warnings())
                .isEmpty();
    }
}
