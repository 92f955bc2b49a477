package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.internal.batch.BalancedBatchIterator;
import org.lgsc.data.patch.PatchSampler;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.internal.parallel.Steppers;
import org.lgsc.train.progress.RolledBackStep;
import org.lgsc.train.progress.TrainingPhase;
import org.lgsc.train.progress.TrainingProgress;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

class FaultsTest {
    private static final PadDataset DATA = TexturePictures.dataset(6, 3);

    @TempDir Path folder;

    /** Spoils the gradient of some steps, counted from 1 over the life of the listener. */
    private static final class Spoiler extends BaseTrainingListener {
        private final Consumer<INDArray> change;
        private final Set<Integer> steps;
        private int step;

        /** Makes it NaN. */
        Spoiler(Integer... steps) {
            this(gradient -> gradient.assign(Double.NaN), steps);
        }

        Spoiler(Consumer<INDArray> change, Integer... steps) {
            this.change = change;
            this.steps = Set.of(steps);
        }

        @Override
        public void onGradientCalculation(Model model) {
            if (steps.contains(++step)) {
                change.accept(model.gradient().gradient());
            }
        }
    }

    private static BalancedBatchIterator batches() {
        return BalancedBatchIterator.builder(DATA.samples(Split.TRAIN))
                .batchSize(4)
                .sampler(PatchSampler.randomNative(32))
                .labelHeads(LgscNetwork.heads(TinyRuns.options().build().network()).size())
                .threads(1)
                .build();
    }

    private static StepRunner runner(
            ComputationGraph graph, TrainingOptions options, RollbackLog incidents) {
        return new StepRunner(
                graph,
                Steppers.threads(options.workers(), Numbers.FLOAT32),
                options,
                TrainingPhase.TRAINING,
                3,
                new SampleSources(DATA),
                incidents);
    }

    private static Optional<LossValues> run(StepRunner runner, int step, MultiDataSet batch) {
        return runner.run(step, List.of(batch), s -> Map.of()).map(losses -> losses.get(0));
    }

    @Test
    void aStepIsTakenBackWithRunningStatisticsAndUpdater() {
        TrainingOptions options = TinyRuns.options().build();
        ComputationGraph graph = LgscNetwork.builder(options.network()).build().init();
        List<RolledBackStep> told = new ArrayList<>();
        RollbackLog incidents = new RollbackLog(5, told::add);
        StepRunner runner = runner(graph, options, incidents);
        try (BalancedBatchIterator batches = batches()) {
            INDArray initial = graph.params().dup();
            assertThat(run(runner, 0, batches.next())).isPresent();
            int running = 0;
            for (String name : graph.paramTable().keySet()) {
                running += name.endsWith("_mean") || name.endsWith("_var") ? 1 : 0;
            }
            // the step moves them, so that they being in place after the next one says something
            assertThat(running).isEqualTo(2 * 40);
            assertThat(graph.params().equals(initial)).isFalse();
            float[] params = graph.params().toFloatVector();
            float[] updater = graph.getUpdater().getStateViewArray().toFloatVector();

            MultiDataSet bad = batches.next();
            bad.getFeatures(0).putScalar(17, Double.NaN);
            assertThat(run(runner, 4, bad)).isEmpty();
            assertThat(graph.params().toFloatVector()).isEqualTo(params);
            assertThat(graph.getUpdater().getStateViewArray().toFloatVector()).isEqualTo(updater);
            assertThat(graph.getConfiguration().getIterationCount()).isEqualTo(1);

            RolledBackStep step = told.get(0);
            assertThat(incidents.steps()).containsExactly(step);
            assertThat(step.step()).isEqualTo(5);
            assertThat(step.epoch()).isEqualTo(2);
            assertThat(step.batch()).isEqualTo(2);
            assertThat(step.seed()).isEqualTo(7);
            assertThat(step.stepSeed()).isEqualTo(StepRunner.stepSeed(7, 4));
            assertThat(step.total()).isNaN();
            assertThat(step.reason()).startsWith("the loss is NaN (loss_regression NaN");
            assertThat(step.samples())
                    .extracting(RolledBackStep.BatchSample::id)
                    .isEqualTo(bad.getExampleMetaData());
            assertThat(step.samples().get(0).source()).isEqualTo(step.samples().get(0).id());
        }
    }

    @Test
    void stepsBetweenTwoAveragesAreTakenBackTogether() {
        TrainingOptions options = TinyRuns.options().workers(2).localSteps(3).build();
        ComputationGraph graph = LgscNetwork.builder(options.network()).build().init();
        RollbackLog incidents = new RollbackLog(5, step -> {});
        try (BalancedBatchIterator batches = batches();
                StepRunner runner = runner(graph, options, incidents)) {
            float[] before = graph.params().toFloatVector();
            List<MultiDataSet> round = runner.round(batches, 9);
            assertThat(round).hasSize(3);
            assertThat(batches.hasNext()).isFalse();
            INDArray pixels = round.get(1).getFeatures(0);
            float pixel = pixels.getFloat(17);
            pixels.putScalar(17, Double.NaN);
            assertThat(runner.run(3, round, s -> Map.of())).isEmpty();
            assertThat(graph.params().toFloatVector()).isEqualTo(before);
            assertThat(graph.getConfiguration().getIterationCount()).isZero();
            RolledBackStep bad = incidents.steps().get(0);
            assertThat(bad.step()).isEqualTo(5);
            assertThat(bad.batch()).isEqualTo(2);
            assertThat(bad.reason())
                    .startsWith("the loss is NaN")
                    .endsWith("; all 3 steps since the last average were rolled back");
            assertThat(bad.samples())
                    .extracting(RolledBackStep.BatchSample::id)
                    .isEqualTo(round.get(1).getExampleMetaData());
            pixels.putScalar(17, pixel);
            assertThat(runner.run(6, round, s -> Map.of()).orElseThrow()).hasSize(3);
            assertThat(graph.getConfiguration().getIterationCount()).isEqualTo(3);
            batches.reset();
            assertThat(runner.round(batches, 2)).hasSize(2);
            assertThat(runner.round(batches, 9)).hasSize(1);
        }
    }

    @Test
    void anExplosionIsALossFarAboveTheMedian() {
        ExplosionDetector watch = new ExplosionDetector(20);
        for (int i = 0; i < 9; i++) {
            watch.add(3);
        }
        assertThat(watch.limit()).isInfinite();
        watch.add(1000);
        assertThat(watch.limit()).isEqualTo(20 * (1 + 3));
        for (int i = 0; i < 60; i++) {
            watch.add(i < 30 ? 0.5 : 0.1);
        }
        assertThat(watch.limit()).isEqualTo(20 * (1 + 0.1));
        ExplosionDetector other = new ExplosionDetector(20);
        other.restore(watch.recent());
        assertThat(other.recent()).isEqualTo(watch.recent()).hasSize(51);
        watch.add(0.5);
        other.add(0.5);
        assertThat(other.recent()).isEqualTo(watch.recent());

        TrainingOptions options = TinyRuns.options().faults(new FaultLimits(5, 1.01)).build();
        ComputationGraph graph = LgscNetwork.builder(options.network()).build().init();
        RollbackLog incidents = new RollbackLog(5, step -> {});
        StepRunner runner = runner(graph, options, incidents);
        runner.watch().restore(new double[10]);
        float[] before = graph.params().toFloatVector();
        try (BalancedBatchIterator batches = batches()) {
            Optional<LossValues> losses = run(runner, 0, batches.next());
            assertThat(losses).isEmpty();
        }
        assertThat(graph.params().toFloatVector()).isEqualTo(before);
        assertThat(incidents.steps().get(0).reason())
                .startsWith("the loss exploded to ")
                .endsWith("the limit was 1.010)");
        assertThat(runner.watch().recent()).hasSize(10);
    }

    @Test
    void theRunGoesOnAndTellsWhatWasTakenBack() throws IOException {
        TrainingOptions options = TinyRuns.options().epochs(3).build();
        List<Integer> steps = new ArrayList<>();
        List<RolledBackStep> told = new ArrayList<>();
        TrainingProgress progress =
                new TrainingProgress() {
                    @Override
                    public void onStep(int step, int total, LossValues losses, double rate) {
                        steps.add(step);
                    }

                    @Override
                    public void onRollback(RolledBackStep step) {
                        told.add(step);
                    }
                };
        Path run = folder.resolve("run");
        CheckpointOptions checkpoints = CheckpointOptions.in(run).withInterval(Duration.ZERO);
        TrainingResult result =
                Trainer.builder(options)
                        .progress(progress)
                        .checkpoints(checkpoints)
                        .listener(new Spoiler(2, 6))
                        .build()
                        .train(DATA);
        assertThat(steps).containsExactly(1, 3, 4, 5, 7, 8, 9);
        assertThat(result.steps()).isEqualTo(9);
        assertThat(result.rolledBack()).isEqualTo(told).hasSize(2);
        assertThat(told.get(0).reason()).startsWith("the weights are not numbers, or");
        assertThat(told.get(1).step()).isEqualTo(6);
        assertThat(result.history()).hasSize(3);
        assertThat(result.history().get(0).meanTotal()).isPositive();
        assertThat(result.model().graph().params().isNaN().any()).isFalse();

        List<String> lines = Files.readAllLines(run.resolve(RunSaver.ROLLED_BACK));
        assertThat(lines).hasSize(2);
        JsonNode second = new ObjectMapper().readTree(lines.get(1));
        assertThat(second.path("step").asInt()).isEqualTo(6);
        assertThat(second.path("stepSeed").asLong()).isEqualTo(StepRunner.stepSeed(7, 5));
        assertThat(second.path("samples").get(0).path("source").asText()).startsWith("train-");

        // a resumed run knows of them
        TrainingResult again =
                Trainer.builder(options).checkpoints(checkpoints).build().resume(DATA);
        assertThat(again.rolledBack()).usingRecursiveComparison().isEqualTo(told);
        assertThat(again.model().graph().params().toFloatVector())
                .isEqualTo(result.model().graph().params().toFloatVector());
    }

    @Test
    void tooManyEndTheRunWithADiagnosis() {
        TrainingOptions options =
                TinyRuns.options().epochs(3).faults(new FaultLimits(1, 20)).build();
        assertThatThrownBy(
                        () ->
                                Trainer.builder(options)
                                        .listener(new Spoiler(2, 6))
                                        .build()
                                        .train(DATA))
                .isInstanceOf(LgscException.class)
                .hasMessageMatching(
                        "The training broke down at step 6: the weights are not numbers.*2 steps"
                                + " were rolled back, 1 is allowed\\. These samples were in each of"
                                + " the batches, check them first: train-LIVE-5\\.");
        TrainingOptions first = options.toBuilder().faults(new FaultLimits(0, 20)).build();
        assertThatThrownBy(
                        () -> Trainer.builder(first).listener(new Spoiler(2)).build().train(DATA))
                .hasMessageContaining("Use a lower learning rate or a longer warm-up")
                .hasMessageContaining("train-")
                .hasMessageNotContaining("rolled back");
        assertThatThrownBy(
                        () ->
                                Trainer.builder(options)
                                        .listener(new Spoiler(4, 5))
                                        .build()
                                        .train(DATA))
                .hasMessageContaining("They follow one another, so the cause is the weights");
    }

    @Test
    void aStepThatLeavesTheUpdaterWithoutNumbersIsRolledBack() {
        // its square is beyond float32, so the weight itself would hardly move, then never again
        Spoiler large = new Spoiler(gradient -> gradient.putScalar(0, 1e25f), 2);
        TrainingResult result =
                Trainer.builder(TinyRuns.options().build()).listener(large).build().train(DATA);
        assertThat(result.rolledBack())
                .singleElement()
                .extracting(RolledBackStep::reason)
                .asString()
                .startsWith("the updater's state is not finite after it");
        assertThat(result.model().graph().getUpdater().getStateViewArray().isInfinite().any())
                .isFalse();
    }

    /** Without listeners, the update itself looks at the numbers that it writes. */
    @ParameterizedTest
    @CsvSource({
        "1, 1e30, 0, the weights are not numbers",
        "2, 1e30, 0, the weights are not numbers",
        "1, NaN, 0, the weights are not numbers",
        "1, 0, Infinity, the updater's state is not finite",
        "2, 0, Infinity, the updater's state is not finite",
        "1, 0, NaN, the weights are not numbers"
    })
    void numbersOfTheUpdaterAreCheckedWithoutListeners(
            int workers, float mean, float square, String reason) {
        TrainingOptions options = TinyRuns.options().workers(workers).build();
        ComputationGraph graph = LgscNetwork.builder(options.network()).build().init();
        RollbackLog incidents = new RollbackLog(5, step -> {});
        try (BalancedBatchIterator batches = batches();
                StepRunner runner = runner(graph, options, incidents)) {
            assertThat(run(runner, 0, batches.next())).isPresent();
            INDArray state = graph.getUpdater().getStateViewArray();
            UpdaterBlock block =
                    graph.getUpdater().getUpdaterBlocks().stream()
                            .filter(
                                    b ->
                                            b.getUpdaterViewOffsetEnd()
                                                    > b.getUpdaterViewOffsetStart())
                            .findFirst()
                            .orElseThrow();
            int start = block.getUpdaterViewOffsetStart();
            state.putScalar(start, mean);
            state.putScalar((start + block.getUpdaterViewOffsetEnd()) / 2, square);
            float[] weights = graph.params().toFloatVector();
            assertThat(run(runner, 1, batches.next())).isEmpty();
            assertThat(incidents.steps().get(0).reason()).startsWith(reason);
            assertThat(graph.params().toFloatVector()).isEqualTo(weights);
        }
    }
}
