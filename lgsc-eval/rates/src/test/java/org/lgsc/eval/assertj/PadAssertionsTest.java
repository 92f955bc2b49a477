package org.lgsc.eval.assertj;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lgsc.eval.assertj.PadAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Split;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.metric.Riapar;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.threshold.Criterion;

class PadAssertionsTest {
    /** Live: 1 of 20 wrong. Print: 2 of 20. Replay: none of 20, one silent. ACER .075. */
    private static final PadReport REPORT = report();

    private static PadReport report() {
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            scores.add(PadScore.live("l" + i, "s" + i, i < 1 ? 0.9 : 0.1));
            scores.add(PadScore.attack("p" + i, "print", "s" + i, i < 2 ? 0.1 : 0.9));
            scores.add(PadScore.attack("r" + i, "replay", "s" + i, 0.9));
        }
        DevScores dev =
                DevScores.of(
                        List.of(
                                PadScore.live("a", "", 0.4),
                                PadScore.attack("b", "print", "", 0.6)));
        scores.add(PadScore.attack("n", "replay", "s0", Double.NaN));
        return PadEvaluator.builder()
                .thresholdFrom(dev, Criterion.EER)
                .build()
                .evaluate(TestScores.of(scores));
    }

    private static void passesAndFails(
            Consumer<PadReportAssert> holds, Consumer<PadReportAssert> fails, String message) {
        holds.accept(assertThat(REPORT));
        assertThatThrownBy(() -> fails.accept(assertThat(REPORT)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message)
                .hasMessageContaining("PAD report");
    }

    @Test
    void aLimitInPercentIsAnError() {
        List<ThrowingCallable> wrong =
                List.of(
                        () -> assertThat(REPORT).hasAcerAtMost(10),
                        () -> assertThat(REPORT).hasBpcerUpperBoundAtMost(1.5),
                        () -> assertThat(REPORT).hasAucAtLeast(95),
                        () -> assertThat(REPORT).hasAcerUpperBoundAtMost(-0.1),
                        () -> assertThat(REPORT.bpcer()).isAtMost(Double.NaN),
                        () -> assertThat(REPORT.bpcer()).hasUpperBoundAtMost(5));
        for (ThrowingCallable call : wrong) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be in [0, 1]");
        }
        assertThat(REPORT).hasAcerAtMost(1);
    }

    @Test
    void limitsHoldOrFail() {
        passesAndFails(a -> a.hasAcerAtMost(0.0751), a -> a.hasAcerAtMost(0.07), "ACER at most");
        passesAndFails(a -> a.hasApcerAtMost(0.1), a -> a.hasApcerAtMost(0.09), "APCER");
        passesAndFails(
                a -> a.hasApcerAtMost("replay", 0),
                a -> a.hasApcerAtMost("print", 0.09),
                "APCER of print");
        passesAndFails(
                a -> a.hasApcerUpperBoundAtMost("replay", 0.17),
                a -> a.hasApcerUpperBoundAtMost("replay", 0.16),
                "upper bound");
        passesAndFails(a -> a.hasBpcerAtMost(0.05), a -> a.hasBpcerAtMost(0.04), "BPCER");
        passesAndFails(
                a -> a.hasBpcerUpperBoundAtMost(0.25),
                a -> a.hasBpcerUpperBoundAtMost(0.2),
                "upper bound");
        passesAndFails(a -> a.hasHterAtMost(0.0501), a -> a.hasHterAtMost(0.04), "HTER");
        passesAndFails(a -> a.hasDEerAtMost(0.06), a -> a.hasDEerAtMost(0.01), "D-EER");
        passesAndFails(a -> a.hasAucAtLeast(0.9), a -> a.hasAucAtLeast(0.99), "AUC");
        passesAndFails(
                a -> a.hasOperatingPointAtMost("BPCER10", 0.05),
                a -> a.hasOperatingPointAtMost("BPCER20", 0.05),
                "BPCER20");
        passesAndFails(
                a -> a.hasNonResponseAtMost(0.05),
                a -> a.hasNonResponseAtMost(0.04),
                "APNRR of replay");
        passesAndFails(
                a -> a.hasSpecies("replay", "print"), a -> a.hasSpecies("print"), "PAI species");
        passesAndFails(
                a -> a.hasAtLeastPresentations(20, 20),
                a -> a.hasAtLeastPresentations(20, 21),
                "at least 21 of print");
        passesAndFails(
                a -> a.hasThresholdFrom(Split.DEV, Criterion.EER),
                a -> a.hasThresholdFrom(Split.TEST, Criterion.EER),
                "eer on TEST");
        passesAndFails(a -> {}, a -> a.hasApcerAtMost("mask", 1), "PAI species mask");
        passesAndFails(
                a -> a.hasAcerUpperBoundAtMost(0.25),
                a -> a.hasAcerUpperBoundAtMost(0.08),
                "upper bound of ACER");
        passesAndFails(
                a -> a.hasDEerAtMost("replay", 0.051),
                a -> a.hasDEerAtMost("print", 0.051),
                "D-EER of print");
        passesAndFails(
                a -> a.hasOperatingPointUpperBoundAtMost("BPCER10", 0.25),
                a -> a.hasOperatingPointUpperBoundAtMost("BPCER10", 0.2),
                "upper bound of BPCER10");
        passesAndFails(a -> {}, PadReportAssert::hasNoWarnings, "no warnings");
    }

    @Test
    void whatIsUndefinedFails() {
        PadReport live =
                PadEvaluator.builder()
                        .fixedThreshold(0.5)
                        .build()
                        .evaluate(TestScores.of(List.of(PadScore.live("a", "", 0.1))));
        for (Consumer<PadReportAssert> check :
                List.<Consumer<PadReportAssert>>of(
                        a -> a.hasAcerAtMost(1),
                        a -> a.hasApcerAtMost(1),
                        a -> a.hasHterAtMost(1),
                        a -> a.hasDEerAtMost(1),
                        a -> a.hasAucAtLeast(0),
                        a -> a.hasOperatingPointAtMost("BPCER20", 1))) {
            assertThatThrownBy(() -> check.accept(assertThat(live)))
                    .isInstanceOf(AssertionError.class);
        }
        assertThat(live).hasBpcerAtMost(0).hasThresholdFrom(null, Criterion.fixed(0.5));
        assertThatThrownBy(() -> assertThat((PadReport) null).hasAcerAtMost(1))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void ratesByThemselves() {
        assertThat(REPORT.apcer("print")).hasCounts(2, 20).isAtMost(0.1).hasUpperBoundAtMost(0.32);
        assertThatThrownBy(() -> assertThat(REPORT.bpcer()).hasCounts(2, 20))
                .hasMessageContaining("Expected 2/20");
        assertThatThrownBy(() -> assertThat(REPORT.bpcer()).isAtMost(0.04))
                .hasMessageContaining("(1/20)");
        assertThatThrownBy(() -> assertThat(Rate.of(0, 0)).isAtMost(1))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(Rate.of(0, 0)).hasUpperBoundAtMost(1))
                .isInstanceOf(AssertionError.class);
        Riapar riapar = new Riapar(Rate.of(1, 10), Rate.of(1, 20));
        assertThat(riapar).isAtMost(0.151);
        assertThatThrownBy(() -> assertThat(riapar).isAtMost(0.14))
                .hasMessageContaining("RIAPAR of at most 0.14");
    }

    @Test
    void everyFoldAndTheirSpread() {
        FoldSummary folds = FoldSummary.of(List.of(REPORT, REPORT), 0);
        assertThat(folds).everyFold(f -> f.hasAcerAtMost(0.08)).hasDeviationAtMost("ACER", 1e-9);
        assertThatThrownBy(() -> assertThat(folds).everyFold(f -> f.hasBpcerAtMost(0.01)))
                .hasMessageContaining("BPCER");
        PadReport live =
                PadEvaluator.builder()
                        .fixedThreshold(0.5)
                        .build()
                        .evaluate(TestScores.of(List.of(PadScore.live("a", "", 0.9))));
        FoldSummary apart = FoldSummary.of(List.of(REPORT, live), 0);
        assertThatThrownBy(() -> assertThat(apart).hasDeviationAtMost("BPCER", 0.4))
                .hasMessageContaining("standard deviation of BPCER");
        assertThatThrownBy(() -> assertThat(apart).hasDeviationAtMost("ACER", 1))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void foldsToo() {
        FoldSummary folds = FoldSummary.of(List.of(REPORT, REPORT), 0);
        assertThat(folds).hasFolds(2).hasMeanAcerAtMost(0.0751).hasMeanAtMost("BPCER", 0.0501);
        assertThatThrownBy(() -> assertThat(folds).hasMeanAcerAtMost(0.05))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("mean ACER");
        assertThatThrownBy(() -> assertThat(folds).hasFolds(6)).isInstanceOf(AssertionError.class);
    }
}
