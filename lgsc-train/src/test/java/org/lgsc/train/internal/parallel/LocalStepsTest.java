package org.lgsc.train.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.network.EncoderWeights;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.train.fixture.TestNetworks;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.parallel.Stepper.PlannedStep;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class LocalStepsTest {
    private static final int HEADS = TestNetworks.lgsc().heads().size();

    private static float[] weights(ComputationGraph graph) {
        return graph.params().toFloatVector();
    }

    private static float[] updater(ComputationGraph graph) {
        return graph.getUpdater().getStateViewArray().toFloatVector();
    }

    private static double furthest(float[] a, float[] b) {
        double furthest = 0;
        for (int i = 0; i < a.length; i++) {
            furthest = Math.max(furthest, Math.abs(a[i] - b[i]));
        }
        return furthest;
    }

    /** Steps whose regression loss is let in one by one. */
    private static List<PlannedStep> steps(int count, int samples, int heads) {
        List<PlannedStep> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(
                    new PlannedStep(
                            TestNetworks.batch(samples, heads, i + 1),
                            31 + i,
                            Map.of(LgscNetwork.LOSS_REGRESSION, i / 2.0)));
        }
        return steps;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void oneStepIsThatOfTheMeanGradient(int workers) {
        ComputationGraph together = TestNetworks.lgsc().init();
        ComputationGraph planned = TestNetworks.lgsc().init();
        try (Stepper a = Steppers.threads(workers, Numbers.FLOAT32).open(together);
                Stepper b = Steppers.threads(workers, Numbers.FLOAT32).open(planned)) {
            for (PlannedStep step : steps(3, 8, HEADS)) {
                step.scaleHeads(together);
                LossValues expected = a.step(step.batch(), step.seed());
                assertThat(b.steps(List.of(step))).containsExactly(expected);
            }
        }
        assertThat(weights(planned)).isEqualTo(weights(together));
        assertThat(updater(planned)).isEqualTo(updater(together));
    }

    @Test
    void oneWorkerMakesTheStepsInTurn() {
        ComputationGraph inTurn = TestNetworks.lgsc().init();
        ComputationGraph byItself = TestNetworks.lgsc().init();
        List<PlannedStep> steps = steps(3, 4, HEADS);
        try (Stepper a = new SingleStepper(inTurn);
                Stepper b = new ParallelStepper(byItself, 1)) {
            List<LossValues> expected = a.steps(steps);
            List<LossValues> actual = b.steps(steps);
            for (int i = 0; i < steps.size(); i++) {
                assertThat(actual.get(i).total())
                        .isCloseTo(expected.get(i).total(), withinPercentage(0.001));
            }
        }
        assertThat(furthest(weights(byItself), weights(inTurn))).isLessThan(1e-6);
        assertThat(furthest(updater(byItself), updater(inTurn))).isLessThan(1e-6);
        assertThat(byItself.getConfiguration().getIterationCount()).isEqualTo(3);
    }

    @Test
    void workersMakeStepsByThemselvesAndAreAveraged() {
        ComputationGraph averaged = TestNetworks.lgsc().init();
        float[] before = weights(averaged);
        double[] sumOfWeights = new double[before.length];
        double[] sumOfStates = new double[updater(averaged).length];
        List<PlannedStep> steps = steps(3, 8, HEADS);
        double total = 0;
        int threads = NativeThreads.limit();
        try {
            NativeThreads.limit(NativeThreads.share(2)); // as in a worker: sums in the same order
            for (int worker = 0; worker < 2; worker++) {
                ComputationGraph alone = TestNetworks.lgsc().init();
                try (Stepper single = new SingleStepper(alone)) {
                    for (PlannedStep step : steps) {
                        step.scaleHeads(alone);
                        MultiDataSet part = BatchParts.split(step.batch(), 2).get(worker);
                        long seed = BatchParts.seed(step.seed(), worker);
                        total += single.step(part, seed).total() / 6;
                    }
                }
                add(sumOfWeights, weights(alone));
                add(sumOfStates, updater(alone));
            }
        } finally {
            NativeThreads.limit(threads);
        }
        List<LossValues> losses;
        try (Stepper workers = new ParallelStepper(averaged, 2)) {
            losses = workers.steps(steps);
        }
        assertThat(losses).hasSize(3);
        assertThat(losses.stream().mapToDouble(LossValues::total).average().orElseThrow())
                .isCloseTo(total, withinPercentage(0.001));
        assertThat(furthest(weights(averaged), half(sumOfWeights))).isLessThan(1e-6);
        assertThat(furthest(updater(averaged), half(sumOfStates))).isLessThan(1e-6);
        assertThat(furthest(weights(averaged), before)).isGreaterThan(1e-3);
        assertThat(averaged.getConfiguration().getIterationCount()).isEqualTo(3);
        assertThat(LossValues.scales(averaged)).containsEntry(LgscNetwork.LOSS_REGRESSION, 1.0);
    }

    private static void add(double[] sum, float[] values) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    private static float[] half(double[] sum) {
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / 2);
        }
        return mean;
    }

    /** The second round begins with the updater that the first one ended with. */
    @Test
    void roundsFollowEachOtherWithNothingButTheNetwork() {
        ComputationGraph onward = TestNetworks.lgsc().init();
        ComputationGraph anew = TestNetworks.lgsc().init();
        List<PlannedStep> steps = steps(4, 8, HEADS);
        try (Stepper workers = new ParallelStepper(onward, 2)) {
            workers.steps(steps.subList(0, 2));
            NetworkState between = NetworkState.of(onward);
            workers.steps(steps.subList(2, 4));
            between.into(anew);
        }
        try (Stepper workers = new ParallelStepper(anew, 2)) {
            workers.steps(steps.subList(2, 4));
        }
        assertThat(weights(anew)).isEqualTo(weights(onward));
        assertThat(updater(anew)).isEqualTo(updater(onward));
        assertThat(anew.getConfiguration().getIterationCount()).isEqualTo(4);
    }

    @Test
    void aFrozenEncoderStaysBitForBit() {
        LgscNetwork network =
                LgscNetwork.builder()
                        .baseWidth(2)
                        .inputSize(TestNetworks.SIZE)
                        .seed(3)
                        .encoderWeights(EncoderWeights.FROZEN)
                        .build();
        ComputationGraph graph = network.init();
        String frozen = "encoder_norm1_gamma";
        float[] encoder = graph.getParam(frozen).addi(0.1).toFloatVector(); // no round numbers
        float[] before = weights(graph);
        try (Stepper workers = new ParallelStepper(graph, 3)) {
            workers.steps(steps(3, 6, network.heads().size()));
        }
        assertThat(graph.getParam(frozen).toFloatVector()).isEqualTo(encoder);
        assertThat(furthest(weights(graph), before)).isGreaterThan(1e-3);
    }

    @Test
    void lossesFall() {
        ComputationGraph graph = TestNetworks.additive();
        List<LossValues> losses = new ArrayList<>();
        try (Stepper workers = new ParallelStepper(graph, 2)) {
            for (int round = 0; round < 8; round++) {
                List<PlannedStep> steps = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    MultiDataSet batch = TestNetworks.batch(8, 2, 4 * round + i + 1);
                    steps.add(new PlannedStep(batch, 1, Map.of()));
                }
                losses.addAll(workers.steps(steps));
            }
        }
        assertThat(losses).hasSize(32);
        assertThat(losses.get(31).total()).isLessThan(0.7 * losses.get(0).total());
    }

    @Test
    void aWorkerThatFailsLeavesTheNetworkAsItWas() {
        ComputationGraph graph = TestNetworks.additive();
        NetworkState before = NetworkState.of(graph);
        MultiDataSet good = TestNetworks.batch(4, 2, 1);
        MultiDataSet wrong =
                new MultiDataSet(
                        new INDArray[] {Nd4j.zeros(DataType.FLOAT, 4, 5, 8, 8)}, good.getLabels());
        try (Stepper workers = new ParallelStepper(graph, 2)) {
            List<PlannedStep> steps =
                    List.of(
                            new PlannedStep(good, 1, Map.of()),
                            new PlannedStep(wrong, 2, Map.of()));
            assertThatThrownBy(() -> workers.steps(steps)).isInstanceOf(RuntimeException.class);
        }
        assertThat(weights(graph)).isEqualTo(before.weights());
        assertThat(updater(graph)).isEqualTo(before.updater());
        assertThat(graph.getConfiguration().getIterationCount()).isZero();
        assertThat(furthest(weights(graph), new float[before.weights().length]))
                .isNotCloseTo(0, within(1e-3));
    }
}
