package org.lgsc.train.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lgsc.core.loss.LossValues;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;

class ConsoleProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long seconds;

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static LossValues losses() {
        Map<String, Double> heads = new LinkedHashMap<>();
        heads.put("loss_regression", 0.25);
        heads.put("loss_triplet_e5", 0.5);
        heads.put("loss_triplet_d1", 0.125);
        heads.put("loss_auxiliary", 0.75);
        return new LossValues(5.625, heads);
    }

    private static EpochSummary epoch(boolean best) {
        DevScores scores =
                DevScores.of(
                        List.of(
                                PadScore.live("a", "", 0.1),
                                PadScore.live("b", "", 0.9),
                                PadScore.attack("c", "print", "", 0.8)));
        var report =
                PadEvaluator.builder()
                        .fixedThreshold(0.5)
                        .bootstrapReplicates(0)
                        .build()
                        .evaluateDev(scores);
        return new EpochSummary(2, 60, 5.625, losses().heads(), 1e-3, Optional.of(report), best);
    }

    /** From JDK 22 to 24 a process without a terminal has a console, too. */
    @Test
    void pipesOfTestsAreNoTerminal() {
        assertThat(ConsoleProgress.onTerminal()).isFalse();
    }

    @Test
    void theOrderOfTheCuesIsShownWhileItIsViolated() {
        ConsoleProgress progress = new ConsoleProgress(out, false, () -> seconds * 1_000_000_000L);
        for (double order : new double[] {0.25, 0.0001}) {
            Map<String, Double> heads = new LinkedHashMap<>();
            heads.put("loss_regression", 0.5);
            heads.put("loss_order", order);
            progress.onEpoch(new EpochSummary(1, 60, 5, heads, 1e-3, Optional.empty(), false));
        }
        assertThat(text().lines().toList())
                .containsExactly(
                        "epoch 1 (step 60): loss 5.000, L_r 0.500 L_o 0.250",
                        "epoch 1 (step 60): loss 5.000, L_r 0.500");
    }

    @Test
    void withoutATerminalItWritesALineAMinuteAndOneForEachEpoch() {
        ConsoleProgress progress = new ConsoleProgress(out, false, () -> seconds * 1_000_000_000L);
        progress.onPhase(TrainingPhase.TRAINING);
        for (int step = 1; step <= 60; step++) {
            seconds += 3;
            progress.onStep(step, 600, losses(), 1e-3);
        }
        progress.onEpoch(epoch(true));
        progress.onEnd();
        assertThat(text().lines().toList())
                .containsExactly(
                        "training",
                        "training: step 20 of 600, L_r 0.250 L_t 0.625 L_a 0.750, rate 0.0010,"
                                + " about 29 min left",
                        "training: step 40 of 600, L_r 0.250 L_t 0.625 L_a 0.750, rate 0.0010,"
                                + " about 28 min left",
                        "training: step 60 of 600, L_r 0.250 L_t 0.625 L_a 0.750, rate 0.0010,"
                                + " about 27 min left",
                        "epoch 2 (step 60): loss 5.625, L_r 0.250 L_t 0.625 L_a 0.750, dev ACER"
                                + " 25.0 %, D-EER 75.0 %, threshold 0.5000 (best so far)");
    }

    @Test
    void aResumedPhaseEstimatesFromItsOwnSteps() {
        ConsoleProgress progress = new ConsoleProgress(out, false, () -> seconds * 1_000_000_000L);
        progress.onResume(TrainingPhase.TRAINING, 500);
        progress.onPhase(TrainingPhase.TRAINING);
        progress.onNotice("Resumed.");
        seconds += 60;
        progress.onStep(501, 600, losses(), 1e-3);
        assertThat(text()).contains("Resumed.").contains("about 1 h 39 min left");
    }

    @Test
    void aTerminalGetsABarWithTheLosses() {
        ConsoleProgress progress = new ConsoleProgress(out, true, System::nanoTime);
        progress.onPhase(TrainingPhase.ENCODER_WARM_START);
        progress.onStep(3, 10, new LossValues(0.5, Map.of("loss_classifier", 0.5)), 1e-3);
        progress.onPhase(TrainingPhase.TRAINING);
        progress.onStep(4, 10, losses(), 1e-3);
        progress.onEpoch(epoch(false));
        progress.onEnd();
        assertThat(text()).contains("encoder warm start").contains("3/10").contains("4/10");
        assertThat(text()).contains("epoch 2 (step 60)").doesNotContain("best so far");
    }
}
