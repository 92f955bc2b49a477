package org.lgsc.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.eval.metric.IntervalMethod;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.report.PadReport.SpeciesResult;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.RandomScores;
import org.lgsc.eval.score.ScoreAccumulator;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.threshold.Criterion;

class PadEvaluatorTest {
    private static PadEvaluator at(double threshold) {
        return PadEvaluator.builder().fixedThreshold(threshold).build();
    }

    private static List<PadScore> example() {
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            // Live 0.0 to 0.9; print 0.5 to 1.4; replay 0.8 to 1.7
            scores.add(PadScore.live("l" + i, "s" + i / 2, i / 10.0));
            scores.add(PadScore.attack("p" + i, "print", "s" + i / 2, (5 + i) / 10.0));
            scores.add(PadScore.attack("r" + i, "replay", "s" + i / 2, (8 + i) / 10.0));
        }
        scores.add(PadScore.live("n", "s0", Double.NaN));
        scores.add(PadScore.attack("n", "print", "s0", Double.NaN));
        scores.add(PadScore.attack("n", "print", "s0", Double.NaN));
        return scores;
    }

    @Test
    void countsByHand() {
        PadReport r = at(0.7).evaluate(TestScores.of(example()));
        assertThat(r.apcer("print")).isEqualTo(Rate.of(3, 10)); // .5 .6 .7
        assertThat(r.apcer("replay")).isEqualTo(Rate.of(0, 10));
        assertThat(r.bpcer()).isEqualTo(Rate.of(2, 10)); // .8 .9
        assertThat(r.worstSpecies()).isEqualTo("print");
        assertThat(r.apcer()).isEqualTo(0.3);
        assertThat(r.acer()).isEqualTo(0.25);
        assertThat(r.far()).isEqualTo(Rate.of(3, 20));
        assertThat(r.hter()).isCloseTo(0.175, within(1e-15));
        assertThat(r.bpnrr()).isEqualTo(Rate.of(1, 11));
        assertThat(r.species().get(0).apnrr()).isEqualTo(Rate.of(2, 12));
        assertThat(r.species().get(1).apnrr()).isEqualTo(Rate.of(0, 10));
        // BPCER10: one print of ten may pass, .5; so live .6 to .9 are out.
        assertThat(r.operatingPoint("BPCER10").orElseThrow().rate()).isEqualTo(Rate.of(4, 10));
        // BPCER20 and below: none may; live .5 to .9 are out.
        assertThat(r.operatingPoint("BPCER20").orElseThrow().rate()).isEqualTo(Rate.of(5, 10));
        assertThat(r.operatingPoint("BPCER1000").orElseThrow().rate()).isEqualTo(Rate.of(5, 10));
        // APCER10: live .9 may be out; print .5 to .8 pass. APCER20: .5 to .9 pass.
        assertThat(r.operatingPoint("APCER10").orElseThrow().rate()).isEqualTo(Rate.of(4, 10));
        assertThat(r.operatingPoint("APCER20").orElseThrow().rate()).isEqualTo(Rate.of(5, 10));
        assertThat(r.warnings()).anyMatch(w -> w.startsWith("3 presentations without response"));
        // Live against print: at .65 two of ten prints (.5 .6) and three live out, at .75 3 and 2
        assertThat(r.species().get(0).dEer()).isEqualTo(0.25);
    }

    @Test
    void takesTheThresholdFromTheDevelopmentSplit() {
        DevScores dev =
                DevScores.of(
                        List.of(
                                PadScore.live("a", "d", 0.2),
                                PadScore.attack("b", "print", "d", 0.4)));
        PadReport r =
                PadEvaluator.builder()
                        .thresholdFrom(dev, Criterion.EER)
                        .build()
                        .evaluate(TestScores.of(example()));
        assertThat(r.threshold().spoofScore()).isCloseTo(0.3, within(1e-15));
        assertThat(r.threshold().origin().split()).isEqualTo(Split.DEV);
        assertThat(r.warnings()).noneMatch(w -> w.contains("fitted"));
    }

    @Test
    void saysWhenTheThresholdSawTheScores() {
        PadEvaluator evaluator =
                PadEvaluator.builder().thresholdFromEvaluatedScores(Criterion.EER).build();
        PadReport test = evaluator.evaluate(TestScores.of(example()));
        assertThat(test.threshold().origin().split()).isEqualTo(Split.TEST);
        assertThat(test.warnings()).anyMatch(w -> w.contains("fitted on test scores"));
        PadReport dev = evaluator.evaluateDev(DevScores.of(example()));
        assertThat(dev.threshold().spoofScore()).isEqualTo(test.threshold().spoofScore());
        assertThat(dev.warnings()).anyMatch(w -> w.contains("DEV scores"));
    }

    @Test
    void agreesWithCountingOneByOne() {
        SplittableRandom random = new SplittableRandom(23);
        for (int trial = 0; trial < 300; trial++) {
            List<PadScore> scores = RandomScores.draw(random);
            double tau = random.nextInt(9) / 10.0;
            PadReport r =
                    PadEvaluator.builder()
                            .fixedThreshold(tau)
                            .bootstrapReplicates(0)
                            .build()
                            .evaluate(TestScores.of(scores));
            double worst = 0;
            for (SpeciesResult s : r.species()) {
                List<PadScore> own =
                        scores.stream().filter(x -> x.species().equals(s.species())).toList();
                long accepted = own.stream().filter(x -> x.spoofScore() <= tau).count();
                assertThat(s.apcer()).isEqualTo(Rate.of(accepted, own.size()));
                worst = Math.max(worst, (double) accepted / own.size());
            }
            List<PadScore> live = scores.stream().filter(x -> x.label().isLive()).toList();
            long rejected = live.stream().filter(x -> x.spoofScore() > tau).count();
            assertThat(r.bpcer()).isEqualTo(Rate.of(rejected, live.size()));
            assertThat(r.apcer()).isEqualTo(worst);
            assertThat(r.acer()).isEqualTo((worst + r.bpcer().value()) / 2);
        }
    }

    @Test
    void oneClassLeavesTheRestUndefined() {
        PadReport live = at(0.5).evaluate(TestScores.of(List.of(PadScore.live("a", "s", 0.7))));
        assertThat(live.bpcer().value()).isEqualTo(1);
        assertThat(live.apcer()).isNaN();
        assertThat(live.acer()).isNaN();
        assertThat(live.hter()).isNaN();
        assertThat(live.auc()).isNaN();
        assertThat(live.dEer()).isNaN();
        assertThat(live.worstSpecies()).isEmpty();
        assertThat(live.operatingPoints()).isEmpty();
        assertThat(live.acerInterval()).isNull();
        assertThat(live.warnings()).anyMatch(w -> w.contains("no scored attack"));
        PadReport attacks =
                at(0.5).evaluate(
                                TestScores.of(
                                        List.of(
                                                PadScore.attack("a", "print", "s", 0.4),
                                                PadScore.live("b", "s", Double.NaN))));
        assertThat(attacks.apcer()).isEqualTo(1);
        assertThat(attacks.bpcer().value()).isNaN();
        assertThat(attacks.bpnrr().value()).isEqualTo(1);
        assertThat(attacks.acer()).isNaN();
        assertThat(PadReport.fromJson(attacks.toJson())).isEqualTo(attacks);
        assertThatThrownBy(() -> at(0.5).evaluate(TestScores.of(List.of())))
                .isInstanceOf(LgscException.class);
    }

    @Test
    void namesASpeciesWithoutSample() {
        PadReport r =
                PadEvaluator.builder()
                        .fixedThreshold(0.7)
                        .expectedSpecies("print", "mask")
                        .build()
                        .evaluate(TestScores.of(example()));
        assertThat(r.species())
                .extracting(SpeciesResult::species)
                .containsExactly("mask", "print", "replay");
        assertThat(r.apcer("mask").value()).isNaN();
        assertThat(r.apcer()).isEqualTo(0.3);
        assertThat(r.warnings()).anyMatch(w -> w.contains("species mask"));
        assertThatThrownBy(() -> r.apcer("video")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ordersInfiniteScores() {
        PadReport r =
                at(0.5).evaluate(
                                TestScores.of(
                                        List.of(
                                                PadScore.live("a", "s", Double.POSITIVE_INFINITY),
                                                PadScore.live("b", "s", 0.1),
                                                PadScore.attack(
                                                        "c",
                                                        "print",
                                                        "s",
                                                        Double.NEGATIVE_INFINITY),
                                                PadScore.attack("d", "print", "s", 1))));
        assertThat(r.bpcer()).isEqualTo(Rate.of(1, 2));
        assertThat(r.apcer("print")).isEqualTo(Rate.of(1, 2));
        assertThat(r.auc()).isEqualTo(0.25);
        assertThat(PadReport.fromJson(r.toJson())).isEqualTo(r);
    }

    @Test
    void bootstrapsSubjectsReproducibly() {
        TestScores scores = TestScores.of(example());
        PadReport a = at(0.7).evaluate(scores);
        assertThat(a.acerInterval()).isEqualTo(at(0.7).evaluate(scores).acerInterval());
        assertThat(a.acer()).isBetween(a.acerInterval().low(), a.acerInterval().high());
        assertThat(a.acerInterval().high()).isGreaterThan(a.acerInterval().low());
        assertThat(a.acerInterval().method()).contains("5 subjects");
        PadReport other =
                PadEvaluator.builder()
                        .fixedThreshold(0.7)
                        .seed(99)
                        .bootstrapReplicates(50)
                        .build()
                        .evaluate(scores);
        assertThat(other.acerInterval()).isNotEqualTo(a.acerInterval());
        List<PadScore> anonymous = new ArrayList<>(example());
        anonymous.add(PadScore.live("x", "", 0.1));
        assertThat(at(0.7).evaluate(TestScores.of(anonymous)).acerInterval()).isNull();
    }

    @Test
    void bootstrapOfIdenticalSubjectsHasNoWidth() {
        List<PadScore> scores = new ArrayList<>();
        for (int s = 0; s < 4; s++) {
            scores.add(PadScore.live("a" + s, "s" + s, 0.1));
            scores.add(PadScore.live("b" + s, "s" + s, 0.9));
            scores.add(PadScore.attack("c" + s, "print", "s" + s, 0.9));
        }
        PadReport r = at(0.5).evaluate(TestScores.of(scores));
        assertThat(r.acerInterval().low()).isEqualTo(0.25);
        assertThat(r.acerInterval().high()).isEqualTo(0.25);
    }

    @Test
    void doesNotDependOnTheOrder() {
        List<PadScore> shuffled = new ArrayList<>(example());
        Collections.shuffle(shuffled, new Random(4));
        PadReport a = PadEvaluatorTest.noBootstrap().evaluate(TestScores.of(example()));
        assertThat(PadEvaluatorTest.noBootstrap().evaluate(TestScores.of(shuffled))).isEqualTo(a);
    }

    private static PadEvaluator noBootstrap() {
        return PadEvaluator.builder()
                .thresholdFromEvaluatedScores(Criterion.EER)
                .bootstrapReplicates(0)
                .build();
    }

    @Test
    void reportsAsJsonAndText() {
        PadReport r =
                PadEvaluator.builder()
                        .fixedThreshold(0.7)
                        .title("example")
                        .provenance("model", "lgsc.zip")
                        .intervalMethod(IntervalMethod.WILSON)
                        .confidence(0.9)
                        .build()
                        .evaluate(TestScores.of(example()));
        assertThat(PadReport.fromJson(r.toJson())).isEqualTo(r);
        assertThat(r.toJson())
                .contains("\"acer\" : 0.25", "\"worstSpecies\" : \"print\"", "\"value\" : 0.3");
        assertThat(r.toText())
                .contains("PAD report: example", "model", "lgsc.zip", "90 % interval, WILSON")
                .containsPattern("APCER print +30\\.00 % \\(3/10\\)")
                .containsPattern("APCER worst case +30\\.00 % print")
                .containsPattern("Not ISO[^\n]*\n +ACER[^\n]* 25\\.00 %")
                .containsPattern("BPCER20 \\(apcer<=0\\.05\\) +50\\.00 %")
                .contains("Note: 3 presentations without response");
        assertThatThrownBy(() -> PadReport.fromJson("{}")).isInstanceOf(LgscException.class);
        assertThatThrownBy(() -> PadReport.fromJson("x")).isInstanceOf(LgscException.class);
        assertThatThrownBy(() -> PadReport.fromJson("null"))
                .isInstanceOf(LgscException.class)
                .hasMessage("not a PAD report: it is null");
    }

    /** A name from an untrusted score file adds no lines and no control sequences. */
    @Test
    void namesAreOneLineOfText() {
        String name = "print\nBPCER 0.00 %\u001b[2J";
        List<PadScore> scores =
                List.of(PadScore.live("a", "", 0.1), PadScore.attack("b", name, "", 0.9));
        String plain =
                PadEvaluator.builder()
                        .fixedThreshold(0.95)
                        .build()
                        .evaluate(TestScores.of(scores))
                        .toText();
        String text =
                PadEvaluator.builder()
                        .fixedThreshold(0.95)
                        .title(name)
                        .provenance("model", name)
                        .build()
                        .evaluate(TestScores.of(scores))
                        .toText();
        assertThat(text).contains("APCER worst case").doesNotContain("\u001b", "\nBPCER 0.00");
        assertThat(text.lines().count()).isEqualTo(plain.lines().count() + 1);
    }

    @Test
    void needsAThresholdAndSensibleOptions() {
        assertThatThrownBy(() -> PadEvaluator.builder().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threshold");
        assertThatThrownBy(() -> PadEvaluator.builder().seed(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PadEvaluator.builder().confidence(95))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMillionScoresAreQuick() {
        evaluateMany(1_000_000, 10);
    }

    /** Shared with the integration test of ten million. */
    static void evaluateMany(int count, int limitSeconds) {
        SplittableRandom random = new SplittableRandom(31);
        ScoreAccumulator scores = new ScoreAccumulator();
        String[] subjects = new String[500];
        for (int i = 0; i < subjects.length; i++) {
            subjects[i] = "subject" + i;
        }
        for (int i = 0; i < count; i++) {
            boolean live = i % 2 == 0;
            // Uniform on [0, 1] and [1/2, 3/2]: at 3/4 a quarter of each is wrong.
            scores.add(
                    live ? Label.LIVE : Label.SPOOF,
                    live ? "" : i % 4 == 1 ? "print" : "replay",
                    subjects[random.nextInt(subjects.length)],
                    random.nextDouble() + (live ? 0 : 0.5));
        }
        long start = System.nanoTime();
        PadReport r =
                PadEvaluator.builder()
                        .thresholdFrom(scores.toDevScores(), Criterion.EER)
                        .allowSharedSubjects()
                        .build()
                        .evaluate(scores.toTestScores());
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d scores evaluated in %.2f s%n", count, seconds);
        assertThat(r.threshold().spoofScore()).isCloseTo(0.75, within(0.01));
        assertThat(r.acer()).isCloseTo(0.25, within(0.01));
        assertThat(r.dEer()).isCloseTo(0.25, within(0.01));
        assertThat(r.auc()).isCloseTo(0.875, within(0.01));
        assertThat(r.acerInterval().high() - r.acerInterval().low()).isBetween(1e-6, 0.02);
        assertThat(seconds).isLessThan(limitSeconds);
    }
}
