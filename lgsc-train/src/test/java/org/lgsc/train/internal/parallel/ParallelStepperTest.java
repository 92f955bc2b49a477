package org.lgsc.train.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.train.fixture.TestNetworks;
import org.lgsc.train.parallel.Stepper;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class ParallelStepperTest {
    private static final int HEADS = TestNetworks.lgsc().heads().size();

    private static float[] weights(ComputationGraph graph) {
        return graph.params().toFloatVector();
    }

    private static float[] updater(ComputationGraph graph) {
        return graph.getUpdater().getStateViewArray().toFloatVector();
    }

    private static double furthest(ComputationGraph a, ComputationGraph b) {
        return a.params().sub(b.params()).amaxNumber().doubleValue();
    }

    @Test
    void oneWorkerMakesTheStepsThatDeeplearning4jMakes() {
        ComputationGraph plain = TestNetworks.lgsc().init();
        ComputationGraph split = TestNetworks.lgsc().init();
        int threads = NativeThreads.limit();
        try (Stepper single = new SingleStepper(plain);
                Stepper one = new ParallelStepper(split, 1)) {
            for (int step = 0; step < 4; step++) {
                MultiDataSet batch = TestNetworks.batch(4, HEADS, step + 1);
                assertThat(one.step(batch, 11 + step)).isEqualTo(single.step(batch, 11 + step));
            }
        }
        assertThat(weights(split)).isEqualTo(weights(plain));
        assertThat(updater(split)).isEqualTo(updater(plain));
        assertThat(split.getConfiguration().getIterationCount()).isEqualTo(4);
        assertThat(split.score()).isEqualTo(plain.score());
        assertThat(NativeThreads.limit()).isEqualTo(threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void workersEqualOneOnTheWholeBatchWhereLossesAreMeans(int workers) {
        ComputationGraph whole = TestNetworks.additive();
        ComputationGraph start = whole.clone();
        ComputationGraph shared = TestNetworks.additive();
        try (Stepper single = new SingleStepper(whole);
                Stepper several = new ParallelStepper(shared, workers)) {
            for (int step = 0; step < 6; step++) {
                MultiDataSet batch = TestNetworks.batch(16, 2, step + 1);
                LossValues expected = single.step(batch, 1);
                LossValues actual = several.step(batch, 1);
                assertThat(actual.total()).isCloseTo(expected.total(), withinPercentage(0.001));
                expected.heads()
                        .forEach(
                                (head, value) ->
                                        assertThat(actual.heads().get(head))
                                                .isCloseTo(value, withinPercentage(0.001)));
            }
        }
        // Adam moved every weight by up to 6 times 0.01
        assertThat(furthest(whole, start)).isGreaterThan(0.03);
        assertThat(furthest(whole, shared)).isLessThan(2e-5);
    }

    /** The same parts, one after the other in this thread. */
    private static void stepInTurn(
            ComputationGraph graph, ComputationGraph copy, MultiDataSet batch, long seed) {
        List<MultiDataSet> parts = BatchParts.split(batch, 2);
        copy.params().assign(graph.params());
        LossValues.scales(graph).forEach((head, s) -> LossValues.scaleHead(copy, head, s));
        List<LossValues> losses = new ArrayList<>();
        losses.add(GradientStep.compute(graph, parts.get(0), BatchParts.seed(seed, 0)));
        losses.add(GradientStep.compute(copy, parts.get(1), BatchParts.seed(seed, 1)));
        GradientStep.gradient(graph).addi(GradientStep.gradient(copy)).divi(2);
        GradientStep.apply(graph, 4, LossValues.mean(losses).total());
    }

    @Test
    void threadsShareNothing() {
        ComputationGraph inTurn = TestNetworks.lgsc().init();
        ComputationGraph copy = inTurn.clone();
        ComputationGraph atOnce = TestNetworks.lgsc().init();
        int threads = NativeThreads.limit();
        try (Stepper workers = new ParallelStepper(atOnce, 2)) {
            NativeThreads.limit(NativeThreads.share(2));
            for (int step = 0; step < 8; step++) {
                double scale = step / 4.0; // of the loss that a ramp lets in
                LossValues.scaleHead(inTurn, LgscNetwork.LOSS_REGRESSION, scale);
                LossValues.scaleHead(atOnce, LgscNetwork.LOSS_REGRESSION, scale);
                MultiDataSet batch = TestNetworks.batch(8, HEADS, step + 1);
                stepInTurn(inTurn, copy, batch, 21 + step);
                workers.step(batch, 21 + step);
                assertThat(weights(atOnce)).as("step " + step).isEqualTo(weights(inTurn));
            }
        } finally {
            NativeThreads.limit(threads);
        }
        assertThat(updater(atOnce)).isEqualTo(updater(inTurn));
    }

    @Test
    void runningStatisticsMoveByTheMeanOfTheParts() {
        ComputationGraph graph = TestNetworks.lgsc().init();
        MultiDataSet batch = TestNetworks.batch(8, HEADS, 1);
        String mean = "encoder_norm1_mean";
        INDArray expected = Nd4j.zeros(DataType.FLOAT, graph.getParam(mean).shape());
        for (MultiDataSet part : BatchParts.split(batch, 2)) {
            ComputationGraph alone = TestNetworks.lgsc().init();
            alone.fit(part);
            expected.addi(alone.getParam(mean));
        }
        try (Stepper workers = new ParallelStepper(graph, 2)) {
            workers.step(batch, 1);
        }
        assertThat(expected.norm2Number().doubleValue()).isGreaterThan(1e-4);
        assertThat(graph.getParam(mean).sub(expected.divi(2)).amaxNumber().doubleValue())
                .isLessThan(1e-6);
    }

    @Test
    void partsAreBalancedAndEqual() {
        MultiDataSet batch = TestNetworks.batch(12, 2, 1);
        List<MultiDataSet> parts = BatchParts.split(batch, 3);
        assertThat(parts).hasSize(3);
        for (int i = 0; i < 3; i++) {
            MultiDataSet part = parts.get(i);
            assertThat(part.getLabels(0).toFloatVector()).containsExactly(1, 0, 1, 0);
            assertThat(part.getLabels(1)).isSameAs(part.getLabels(0));
            assertThat(part.getFeatures(0).getFloat(2, 1, 3, 4))
                    .isEqualTo(batch.getFeatures(0).getFloat(4 * i + 2, 1, 3, 4));
        }
        assertThatThrownBy(() -> BatchParts.split(batch, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12 cannot be split into 4 parts");
        assertThat(BatchParts.seed(7, 0)).isEqualTo(7);
        assertThat(BatchParts.seed(7, 1)).isNotZero().isNotEqualTo(BatchParts.seed(7, 2));
    }

    @Test
    void aWorkerThatFailsEndsTheStepAndNothingElse() {
        ComputationGraph graph = TestNetworks.additive();
        try (Stepper workers = new ParallelStepper(graph, 2)) {
            MultiDataSet good = TestNetworks.batch(4, 2, 1);
            MultiDataSet wrong =
                    new MultiDataSet(
                            new INDArray[] {Nd4j.zeros(DataType.FLOAT, 4, 5, 8, 8)},
                            good.getLabels());
            float[] before = weights(graph);
            assertThatThrownBy(() -> workers.step(wrong, 1)).isInstanceOf(RuntimeException.class);
            assertThat(weights(graph)).isEqualTo(before);
            assertThat(workers.step(good, 1).total()).isPositive();
            assertThat(weights(graph)).isNotEqualTo(before);
        }
    }
}
