package org.lgsc.train.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.lgsc.core.LgscException;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingResult;
import org.lgsc.train.fixture.TestNetworks;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.internal.parallel.ParallelStepper;
import org.lgsc.train.internal.parallel.SingleStepper;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.parallel.Stepper.PlannedStep;
import org.nd4j.linalg.dataset.MultiDataSet;

@EnabledForJreRange(maxVersion = 23) // Spark 3.5 does not start on later ones
class SparkStepperTest {
    private static final int HEADS = TestNetworks.lgsc().heads().size();

    /** Attempts by the name of a test, and what fails. A task sees no fields of its test. */
    private static final ConcurrentHashMap<String, AtomicInteger> ATTEMPTS =
            new ConcurrentHashMap<>();

    private static volatile String failing = "";

    private static final TaskProbe PROBE =
            (part, attempt) -> {
                ATTEMPTS.computeIfAbsent("all", k -> new AtomicInteger()).incrementAndGet();
                if (failing.equals("first of part 1") && part == 1 && attempt == 0
                        || failing.equals("all")) {
                    throw new IllegalStateException("killed by a test");
                }
            };

    /** Two threads; a task may be tried three times. */
    private static final Cluster CLUSTER = SparkCluster.open("test", "local[2,3]", PROBE);

    @AfterAll
    static void end() {
        CLUSTER.close();
    }

    private static int attempts() {
        return ATTEMPTS.computeIfAbsent("all", k -> new AtomicInteger()).getAndSet(0);
    }

    private static double furthest(ComputationGraph a, ComputationGraph b) {
        return a.params().sub(b.params()).amaxNumber().doubleValue();
    }

    @Test
    void everyStepEqualsOneMachineOnTheCombinedBatchWhereLossesAreMeans() {
        ComputationGraph one = TestNetworks.additive();
        ComputationGraph cluster = TestNetworks.additive();
        ComputationGraph start = one.clone();
        try (Stepper single = new SingleStepper(one);
                Stepper tasks = CLUSTER.steppers(2).open(cluster)) {
            for (int step = 0; step < 5; step++) {
                MultiDataSet batch = TestNetworks.batch(8, 2, step + 1);
                assertThat(tasks.step(batch, 1).total())
                        .isCloseTo(single.step(batch, 1).total(), withinPercentage(0.001));
            }
        }
        assertThat(furthest(one, start)).isGreaterThan(0.03);
        assertThat(furthest(one, cluster)).isLessThan(2e-5);
        assertThat(cluster.getConfiguration().getIterationCount()).isEqualTo(5);
    }

    @Test
    void theWholeNetworkMakesTheStepsOfAsManyThreads() {
        ComputationGraph threads = TestNetworks.lgsc().init();
        ComputationGraph cluster = TestNetworks.lgsc().init();
        try (Stepper workers = new ParallelStepper(threads, 2);
                Stepper tasks = CLUSTER.steppers(2).open(cluster)) {
            for (int step = 0; step < 3; step++) {
                LossValues.scaleHead(threads, LgscNetwork.LOSS_REGRESSION, step / 2.0);
                LossValues.scaleHead(cluster, LgscNetwork.LOSS_REGRESSION, step / 2.0);
                MultiDataSet batch = TestNetworks.batch(8, HEADS, step + 1);
                LossValues expected = workers.step(batch, 31 + step);
                LossValues actual = tasks.step(batch, 31 + step);
                assertThat(actual.heads().keySet()).isEqualTo(expected.heads().keySet());
                assertThat(actual.total()).isCloseTo(expected.total(), withinPercentage(0.001));
            }
        }
        assertThat(furthest(threads, cluster)).isLessThan(1e-5);
    }

    @Test
    void aTaskThatDiesIsTriedAgainWithTheSameResult() {
        MultiDataSet batch = TestNetworks.batch(8, HEADS, 1);
        ComputationGraph undisturbed = TestNetworks.lgsc().init();
        ComputationGraph disturbed = TestNetworks.lgsc().init();
        attempts();
        try (Stepper a = CLUSTER.steppers(2).open(undisturbed);
                Stepper b = CLUSTER.steppers(2).open(disturbed)) {
            LossValues expected = a.step(batch, 5);
            assertThat(attempts()).isEqualTo(2);
            failing = "first of part 1";
            assertThat(b.step(batch, 5)).isEqualTo(expected);
            assertThat(attempts()).isEqualTo(3);
        } finally {
            failing = "";
        }
        assertThat(disturbed.params().toFloatVector())
                .isEqualTo(undisturbed.params().toFloatVector());
    }

    private static List<PlannedStep> round(int first) {
        List<PlannedStep> steps = new ArrayList<>();
        for (int i = first; i < first + 3; i++) {
            steps.add(
                    new PlannedStep(
                            TestNetworks.batch(8, HEADS, i + 1),
                            41 + i,
                            Map.of(LgscNetwork.LOSS_REGRESSION, i / 4.0)));
        }
        return steps;
    }

    @Test
    void localStepsAreThoseOfAsManyThreadsThoughATaskDies() {
        ComputationGraph threads = TestNetworks.lgsc().init();
        ComputationGraph cluster = TestNetworks.lgsc().init();
        ComputationGraph half = TestNetworks.lgsc().init();
        float[] start = threads.params().toFloatVector();
        List<StepCost> costs = new ArrayList<>();
        attempts();
        try (Stepper workers = new ParallelStepper(threads, 2);
                Stepper tasks =
                        CLUSTER.steppers(2, GradientFormat.FLOAT32, costs::add).open(cluster);
                Stepper rounded =
                        CLUSTER.steppers(2, GradientFormat.BFLOAT16, c -> {}).open(half)) {
            for (int first = 0; first < 9; first += 3) {
                List<LossValues> expected = workers.steps(round(first));
                failing = first == 3 ? "first of part 1" : "";
                List<LossValues> actual = tasks.steps(round(first));
                failing = "";
                for (int i = 0; i < 3; i++) {
                    assertThat(actual.get(i).total())
                            .isCloseTo(expected.get(i).total(), withinPercentage(0.001));
                }
            }
            assertThat(attempts()).isEqualTo(3 * 2 + 1);
            rounded.steps(round(0));
        } finally {
            failing = "";
        }
        assertThat(furthest(threads, cluster)).isLessThan(1e-5);
        float[] updater = threads.getUpdater().getStateViewArray().toFloatVector();
        assertThat(cluster.getUpdater().getStateViewArray().toFloatVector())
                .containsExactly(updater, within(1e-5f));
        assertThat(cluster.getConfiguration().getIterationCount()).isEqualTo(9);
        StepCost cost = costs.get(0);
        assertThat(cost.steps()).isEqualTo(3);
        assertThat(cost.weightBytes()).isEqualTo(4L * (start.length + updater.length));
        assertThat(cost.pictureBytes()).isEqualTo(3L * 8 * 3 * 32 * 32 * 4);
        assertThat(half.params().toFloatVector()).isNotEqualTo(start);
    }

    @Test
    void gradientsMayTravelInHalfTheBytes() {
        MultiDataSet batch = TestNetworks.batch(8, HEADS, 1);
        List<StepCost> costs = new ArrayList<>();
        ComputationGraph whole = TestNetworks.lgsc().init();
        ComputationGraph half = TestNetworks.lgsc().init();
        ComputationGraph start = half.clone();
        try (Stepper a = CLUSTER.steppers(2, GradientFormat.FLOAT32, costs::add).open(whole);
                Stepper b = CLUSTER.steppers(2, GradientFormat.BFLOAT16, costs::add).open(half)) {
            LossValues exact = a.step(batch, 5);
            assertThat(b.step(batch, 5)).isEqualTo(exact);
        }
        assertThat(furthest(half, start)).isPositive();
        assertThat(costs).hasSize(2);
        assertThat(costs.get(0).gradientBytes()).isEqualTo(whole.numParams() * 4);
        assertThat(costs.get(1).gradientBytes()).isEqualTo(whole.numParams() * 2);
        for (StepCost cost : costs) {
            assertThat(cost.weightBytes()).isEqualTo(whole.numParams() * 4);
            assertThat(cost.workers()).isEqualTo(2);
            assertThat(cost.compute()).isPositive();
            assertThat(cost.total()).isGreaterThan(cost.compute());
        }
    }

    @Test
    void aTaskThatFailsAlwaysEndsTheStepWithItsReason() {
        ComputationGraph graph = TestNetworks.additive();
        float[] before = graph.params().toFloatVector();
        try (Stepper tasks = CLUSTER.steppers(2).open(graph)) {
            failing = "all";
            MultiDataSet batch = TestNetworks.batch(4, 2, 1);
            assertThatThrownBy(() -> tasks.step(batch, 1))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("failed in all its attempts")
                    .hasMessageContaining("killed by a test");
        } finally {
            failing = "";
        }
        assertThat(graph.params().toFloatVector()).isEqualTo(before);
    }

    @Test
    void aTrainingRunsOnTheCluster() {
        TrainingOptions options =
                TrainingOptions.builder()
                        .baseWidth(2)
                        .patchSize(32)
                        .testPolicy(TestPolicy.CENTRE)
                        .batchSize(4)
                        .maxSteps(2)
                        .threads(1)
                        .workers(2)
                        .warmStart(new EncoderWarmStart(1))
                        .build();
        PadDataset pictures = TexturePictures.dataset(4, 3);
        TrainingResult here = new Trainer(options).train(pictures);
        TrainingResult there =
                Trainer.builder(options).steppers(CLUSTER.steppers(2)).build().train(pictures);
        assertThat(furthest(there.model().graph(), here.model().graph())).isLessThan(1e-4);
        assertThat(there.devReport()).isPresent();
    }

    @Test
    void aMasterThatIsNoneIsSaid() {
        assertThatThrownBy(() -> Cluster.open("test", "nonsense"))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("nonsense");
        assertThatThrownBy(() -> Cluster.open("test", Cluster.SUBMITTED))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("No Spark master was named");
    }
}
