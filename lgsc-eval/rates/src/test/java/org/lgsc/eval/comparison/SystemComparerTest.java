package org.lgsc.eval.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lgsc.core.LgscException;
import org.lgsc.eval.comparison.SystemComparison.AcerDifference;
import org.lgsc.eval.comparison.SystemComparison.PairedErrors;
import org.lgsc.eval.comparison.SystemComparison.Unanswered;
import org.lgsc.eval.metric.McNemar;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.TestScores;

class SystemComparerTest {
    private static final double LIVE = 0.1;
    private static final double SPOOF = 0.9;

    /** Decides at 0.5. */
    private static ScoredSystem system(String name, PadScore... scores) {
        return new ScoredSystem(
                name,
                PadEvaluator.builder()
                        .fixedThreshold(0.5)
                        .build()
                        .evaluate(TestScores.of(List.of(scores))),
                List.of(scores));
    }

    private static SystemComparison compare(ScoredSystem a, ScoredSystem b) {
        return SystemComparer.builder().build().compare(a, b);
    }

    /** Two people, each with two bona fide presentations and two prints. */
    private static ScoredSystem two(String name, double... scores) {
        List<PadScore> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String subject = "s" + i / 4;
            all.add(
                    i % 4 < 2
                            ? PadScore.live("l" + i, subject, scores[i])
                            : PadScore.attack("a" + i, "print", subject, scores[i]));
        }
        return system(name, all.toArray(PadScore[]::new));
    }

    /**
     * A rejects one bona fide of s0 and accepts a print of s1; B rejects one bona fide of s1. Of
     * the draws of two people one quarter is s0 twice (A 25 %, B 0), one half both (25 %, 12.5 %),
     * and one quarter s1 twice (25 %, 25 %).
     */
    @Test
    void bothAreCountedOnTheSameDraw() {
        ScoredSystem a = two("a", SPOOF, LIVE, SPOOF, SPOOF, LIVE, LIVE, LIVE, SPOOF);
        ScoredSystem b = two("b", LIVE, LIVE, SPOOF, SPOOF, LIVE, SPOOF, SPOOF, SPOOF);
        SystemComparison c = compare(a, b);
        assertThat(c.a().acer()).isEqualTo(0.25);
        assertThat(c.b().acer()).isEqualTo(0.125);
        AcerDifference d = c.acerDifference();
        assertThat(d.value()).isEqualTo(0.125);
        assertThat(d.interval().low()).isZero();
        assertThat(d.interval().high()).isEqualTo(0.25);
        assertThat(d.interval().method()).isEqualTo("bootstrap of 2 subjects, 1000 replicates");
        assertThat(d.firstLower()).isZero();
        assertThat(d.secondLower()).isBetween(700, 800);
        assertThat(d.replicates()).isEqualTo(1000);
        assertThat(c.errors("all")).isEqualTo(new PairedErrors("all", 8, 0, new McNemar(2, 1)));
        assertThat(c.errors("bona fide").test()).isEqualTo(new McNemar(1, 1));
        assertThat(c.errors("attacks of print").test()).isEqualTo(new McNemar(1, 0));
        assertThat(c.errors("all").test().p()).isEqualTo(1);
        assertThat(c.notes()).isEmpty();

        AcerDifference turned = compare(b, a).acerDifference();
        assertThat(turned.value()).isEqualTo(-0.125);
        assertThat(turned.interval().low()).isEqualTo(-0.25);
        assertThat(turned.firstLower()).isEqualTo(d.secondLower());
    }

    @Test
    void aSystemAgainstItselfDiffersInNothing() {
        ScoredSystem a = two("a", SPOOF, LIVE, SPOOF, SPOOF, LIVE, LIVE, LIVE, SPOOF);
        SystemComparison c = compare(a, a);
        assertThat(c.acerDifference().value()).isZero();
        assertThat(c.acerDifference().interval().low()).isZero();
        assertThat(c.acerDifference().interval().high()).isZero();
        assertThat(c.errors("all").both()).isEqualTo(2);
        assertThat(c.errors("all").test().p()).isEqualTo(1);
    }

    /** The worst species of each system is its own: A takes prints for live, B takes replays. */
    @Test
    void eachHasItsOwnWorstSpecies() {
        List<PadScore> a = new ArrayList<>();
        List<PadScore> b = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String s = "s" + i % 5;
            a.add(PadScore.live("l" + i, s, LIVE));
            b.add(PadScore.live("l" + i, s, LIVE));
            a.add(PadScore.attack("p" + i, "print", s, i < 4 ? LIVE : SPOOF));
            b.add(PadScore.attack("p" + i, "print", s, SPOOF));
            a.add(PadScore.attack("r" + i, "replay", s, SPOOF));
            b.add(PadScore.attack("r" + i, "replay", s, i < 2 ? LIVE : SPOOF));
        }
        SystemComparison c =
                compare(
                        system("a", a.toArray(PadScore[]::new)),
                        system("b", b.toArray(PadScore[]::new)));
        assertThat(c.acerDifference().value()).isCloseTo(0.2 - 0.1, within(1e-12));
        assertThat(c.a().worstSpecies() + " " + c.b().worstSpecies()).isEqualTo("print replay");
        assertThat(c.errors("attacks").test()).isEqualTo(new McNemar(4, 2));
        assertThat(c.errors())
                .extracting(PairedErrors::group)
                .containsExactly(
                        "all", "bona fide", "attacks", "attacks of print", "attacks of replay");
    }

    @Test
    void noResponseCountsAsInAReport() {
        ScoredSystem a =
                system(
                        "a",
                        PadScore.live("l0", "s0", LIVE),
                        PadScore.live("l1", "s1", SPOOF),
                        PadScore.live("l2", "s2", Double.NaN),
                        PadScore.attack("a0", "print", "s0", Double.NaN),
                        PadScore.attack("a1", "print", "s1", LIVE));
        ScoredSystem b =
                system(
                        "b",
                        PadScore.live("l0", "s0", SPOOF),
                        PadScore.live("l1", "s1", LIVE),
                        PadScore.live("l2", "s2", SPOOF),
                        PadScore.attack("a0", "print", "s0", Double.NaN),
                        PadScore.attack("a1", "print", "s1", SPOOF));
        SystemComparison c = compare(a, b);
        assertThat(c.a().bpcer()).isEqualTo(Rate.of(1, 2));
        assertThat(c.b().bpcer()).isEqualTo(Rate.of(2, 3));
        assertThat(c.unanswered()).isEqualTo(new Unanswered(1, 0, 1));
        assertThat(c.presentations()).isEqualTo(5);
        assertThat(c.errors("all")).isEqualTo(new PairedErrors("all", 3, 0, new McNemar(2, 1)));
        assertThat(c.acerDifference().value())
                .isCloseTo((1 + 0.5) / 2 - (0 + 2 / 3.0) / 2, within(1e-12));
        assertThat(c.notes()).singleElement().asString().contains("both systems: 2; McNemar");
        assertThat(c.toText()).contains("No response: only A 1, only B 0, neither system 1");
    }

    @Test
    void whatOneAloneHasIsAnErrorOrListed() {
        PadScore live = PadScore.live("l0", "s0", LIVE);
        PadScore attack = PadScore.attack("a0", "print", "s0", LIVE);
        ScoredSystem a = system("a.csv", live, attack, PadScore.live("l1", "s1", SPOOF));
        ScoredSystem b = system("b.csv", PadScore.attack("a9", "mask", "s0", LIVE), attack, live);
        assertThatThrownBy(() -> compare(a, b))
                .isInstanceOf(LgscException.class)
                .hasMessage(
                        "a.csv and b.csv are not of the same presentations: 1 is only in a.csv"
                                + " (l1), 1 is only in b.csv (a9). Score both systems on one list,"
                                + " or compare the presentations that they share (commonOnly,"
                                + " --common).");
        SystemComparison c = SystemComparer.builder().commonOnly(true).build().compare(a, b);
        assertThat(c.onlyInA()).containsExactly("l1");
        assertThat(c.onlyInB()).containsExactly("a9");
        assertThat(c.presentations()).isEqualTo(2);
        assertThat(c.a().bpcer()).isEqualTo(Rate.of(0, 1));
        assertThat(c.b().apcer("print")).isEqualTo(Rate.of(1, 1));
        assertThat(c.acerDifference().value()).isZero();
        assertThat(c.notes().get(0)).contains("1 is only in a.csv (l1)").contains("left out");
        assertThat(c.toText()).contains("Only in A: 1\n  l1\n", "mask");
    }

    @Test
    void disagreementsAreErrors() {
        ScoredSystem a = system("a", PadScore.live("x", "s0", LIVE));
        assertThatThrownBy(() -> compare(a, system("b", PadScore.attack("x", "print", "s0", 1))))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("\"x\": it is bona fide in one, an attack of print");
        assertThatThrownBy(() -> compare(a, system("b", PadScore.live("x", "s1", LIVE))))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("of subject s0 in one, of s1 in the other");
        assertThatThrownBy(() -> compare(a, system("b", PadScore.live("y", "s0", LIVE))))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("share no presentation");
        assertThatThrownBy(
                        () ->
                                compare(
                                        a,
                                        system(
                                                "b",
                                                PadScore.live("x", "s0", LIVE),
                                                PadScore.live("x", "s0", LIVE))))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("two scores of the presentation \"x\"");
        assertThatThrownBy(
                        () ->
                                new ScoredSystem(
                                        "a", a.report(), List.of(PadScore.live("x", "", SPOOF))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whereSubjectsAreNotKnownPresentationsAreDrawn() {
        ScoredSystem a =
                system(
                        "a",
                        PadScore.live("l0", "", LIVE),
                        PadScore.live("l1", "", SPOOF),
                        PadScore.attack("a0", "print", "", LIVE),
                        PadScore.attack("a1", "print", "", SPOOF));
        ScoredSystem b =
                system(
                        "b",
                        PadScore.live("l0", "s", LIVE),
                        PadScore.live("l1", "s", LIVE),
                        PadScore.attack("a0", "print", "s", SPOOF),
                        PadScore.attack("a1", "print", "", SPOOF));
        SystemComparison c = compare(a, b);
        assertThat(c.acerDifference().value()).isEqualTo(0.5);
        assertThat(c.acerDifference().interval().method()).contains("4 presentations");
        // draws without one of the classes have no ACER
        assertThat(c.acerDifference().replicates()).isLessThan(1000);
        assertThat(c.notes()).singleElement().asString().startsWith("subjects are not all known");
    }

    @Test
    void aTrueDifferenceIsFoundAndNoneIsNot() {
        SplittableRandom random = new SplittableRandom(5);
        List<List<PadScore>> scores =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        double[] wrong = {0.05, 0.25, 0.05};
        for (int i = 0; i < 400; i++) {
            for (int s = 0; s < 3; s++) {
                boolean errs = random.nextDouble() < wrong[s];
                boolean live = i % 2 == 0;
                String subject = "s" + i % 40 / 2;
                double score = errs == live ? SPOOF : LIVE;
                scores.get(s)
                        .add(
                                live
                                        ? PadScore.live("p" + i, subject, score)
                                        : PadScore.attack("p" + i, "print", subject, score));
            }
        }
        ScoredSystem good = system("good", scores.get(0).toArray(PadScore[]::new));
        ScoredSystem bad = system("bad", scores.get(1).toArray(PadScore[]::new));
        ScoredSystem alike = system("alike", scores.get(2).toArray(PadScore[]::new));
        SystemComparison c = compare(good, bad);
        assertThat(c.acerDifference().interval().high()).isNegative();
        assertThat(c.errors("all").test().exact()).isFalse();
        assertThat(c.errors("all").test().p()).isLessThan(1e-6);
        SystemComparison same = compare(good, alike);
        assertThat(same.acerDifference().interval().low()).isNegative();
        assertThat(same.acerDifference().interval().high()).isPositive();
        assertThat(same.errors("all").test().p()).isGreaterThan(0.05);
    }

    @Test
    void goesThroughJson() {
        ScoredSystem a = two("a", SPOOF, LIVE, SPOOF, SPOOF, LIVE, LIVE, LIVE, SPOOF);
        ScoredSystem b = two("b", LIVE, LIVE, SPOOF, SPOOF, LIVE, SPOOF, SPOOF, SPOOF);
        SystemComparison c = SystemComparer.builder().title("t").build().compare(a, b);
        assertThat(SystemComparison.fromJson(c.toJson())).isEqualTo(c);
        ScoredSystem alone = system("alone", PadScore.live("x", "", LIVE));
        SystemComparison one = compare(alone, alone);
        assertThat(one.acerDifference().value()).isNaN();
        assertThat(one.acerDifference().interval()).isNull();
        assertThat(SystemComparison.fromJson(one.toJson())).isEqualTo(one);
        assertThatThrownBy(() -> SystemComparison.fromJson("{}x"))
                .isInstanceOf(LgscException.class);
    }
}
