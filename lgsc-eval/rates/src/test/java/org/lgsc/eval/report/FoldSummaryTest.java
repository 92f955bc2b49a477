package org.lgsc.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.TestScores;

class FoldSummaryTest {
    /** A fold with this many of ten live rejected, and all attacks too. */
    private static PadReport fold(int rejected) {
        List<PadScore> scores =
                Stream.concat(
                                IntStream.range(0, 10)
                                        .mapToObj(
                                                i ->
                                                        PadScore.live(
                                                                "l" + i, "", i < rejected ? 1 : 0)),
                                Stream.of(PadScore.attack("a", "print", "", 1)))
                        .toList();
        return PadEvaluator.builder().fixedThreshold(0.5).build().evaluate(TestScores.of(scores));
    }

    @Test
    void statesMeanAndDeviation() {
        List<PadReport> folds = List.of(fold(1), fold(2), fold(6));
        FoldSummary numpy = FoldSummary.of(folds, 0);
        // BPCER .1 .2 .6: mean .3, squares .04 .01 .09 sum to .14
        assertThat(numpy.ddof()).isZero();
        assertThat(numpy.metric("BPCER").mean()).isCloseTo(0.3, within(1e-12));
        assertThat(numpy.metric("BPCER").deviation()).isCloseTo(Math.sqrt(0.14 / 3), within(1e-12));
        assertThat(FoldSummary.of(folds, 1).metric("BPCER").deviation())
                .isCloseTo(Math.sqrt(0.07), within(1e-12));
        assertThat(numpy.metric("ACER").mean()).isCloseTo(0.15, within(1e-12));
        assertThat(numpy.metric("APCER").mean()).isZero();
        assertThat(numpy.toText()).contains("ddof=0", "30.00±21.60 %", "60.00 %");
        assertThat(FoldSummary.fromJson(numpy.toJson())).isEqualTo(numpy);
    }

    @Test
    void anUndefinedFoldShows() {
        PadReport none =
                PadEvaluator.builder()
                        .fixedThreshold(0.5)
                        .build()
                        .evaluate(TestScores.of(List.of(PadScore.live("a", "", 0))));
        FoldSummary summary = FoldSummary.of(List.of(fold(1), none), 0);
        assertThat(summary.metric("ACER").mean()).isNaN();
        assertThat(summary.metric("BPCER").mean()).isCloseTo(0.05, within(1e-12));
        assertThatThrownBy(() -> FoldSummary.of(List.of(), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> summary.metric("EER"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
