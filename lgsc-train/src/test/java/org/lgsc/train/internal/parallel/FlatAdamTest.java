package org.lgsc.train.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lgsc.core.internal.onednn.DescentKernel;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.network.EncoderWeights;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.lgsc.train.fixture.TestNetworks;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class FlatAdamTest {
    @BeforeEach
    void oneDnn() {
        assumeTrue(OneDnn.available());
    }

    private static double furthest(INDArray a, INDArray b) {
        return a.sub(b).amaxNumber().doubleValue();
    }

    @ParameterizedTest
    @EnumSource(EncoderWeights.class)
    void oneStepIsDeeplearning4js(EncoderWeights encoder) {
        LgscNetwork network =
                LgscNetwork.builder()
                        .baseWidth(2)
                        .inputSize(TestNetworks.SIZE)
                        .decoderNorm(NormKind.BATCH)
                        .encoderWeights(encoder)
                        .build();
        ComputationGraph stock = network.init();
        ComputationGraph flat = network.init();
        FlatAdam.install(flat);
        assertThat(flat.getUpdater()).isInstanceOf(FlatAdam.class);
        INDArray before = stock.params().dup();
        for (int step = 1; step <= 3; step++) {
            // from the same numbers: a step in another direction is taken where a ReLU opens
            flat.params().assign(stock.params());
            flat.getUpdater().getStateViewArray().assign(stock.getUpdater().getStateViewArray());
            MultiDataSet batch = TestNetworks.batch(4, network.heads().size(), step);
            for (ComputationGraph graph : new ComputationGraph[] {stock, flat}) {
                Nd4j.getRandom().setSeed(step);
                graph.fit(batch);
            }
            assertThat(furthest(stock.params(), before)).isGreaterThan(9e-4);
            assertThat(furthest(flat.params(), stock.params())).isLessThan(1e-8);
            assertThat(
                            furthest(
                                    flat.getUpdater().getStateViewArray(),
                                    stock.getUpdater().getStateViewArray()))
                    .isCloseTo(0, offset(1e-6));
        }
    }

    @Test
    void othersKeepDeeplearning4jsUpdater() {
        ComputationGraph plain = TestNetworks.additive(new Sgd(0.1));
        ComputationGraphUpdater before = plain.getUpdater();
        FlatAdam.install(plain);
        assertThat(plain.getUpdater()).isSameAs(before);
    }

    /** The numbers that it writes are not read a second time to check them. */
    @Test
    void theUpdateChecksWhatItWrites() {
        LgscNetwork network =
                LgscNetwork.builder().baseWidth(2).inputSize(TestNetworks.SIZE).build();
        ComputationGraph graph = network.init();
        try (SingleStepper stepper = new SingleStepper(graph)) {
            FlatAdam flat = (FlatAdam) graph.getUpdater();
            stepper.step(TestNetworks.batch(4, network.heads().size(), 1), 1);
            WeightCheck check = flat.takeCheck();
            assertThat(check).isNotNull().isEqualTo(WeightCheck.of(graph));
            assertThat(check.stateFinite()).isTrue();
            assertThat(check.largestWeight()).isEqualTo(graph.params().amaxNumber().doubleValue());
            assertThat(flat.takeCheck()).as("of other steps").isNull();

            stepper.step(TestNetworks.batch(4, network.heads().size(), 2), 2);
            WeightCheck.begin(graph);
            graph.params().putScalar(3, Double.NaN);
            assertThat(WeightCheck.of(graph).largestWeight()).isNaN();
        }
    }

    @Test
    void theDescentIsASubtraction() {
        Nd4j.getRandom().setSeed(5);
        for (int length : new int[] {1, 4097, 200_001}) {
            INDArray weights = Nd4j.randn(DataType.FLOAT, 1, length);
            INDArray update = Nd4j.randn(DataType.FLOAT, 1, length);
            INDArray expected = weights.sub(update);
            double largest = expected.amaxNumber().doubleValue();
            assertThat((double) DescentKernel.run(weights, update)).isEqualTo(largest);
            assertThat(weights.toFloatVector()).isEqualTo(expected.toFloatVector());
            for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
                update.putScalar(length / 2, bad);
                Float found = DescentKernel.run(weights, update);
                assertThat(found).isEqualTo(Float.valueOf(Math.abs(bad)));
                weights.putScalar(length / 2, 0);
            }
        }
    }
}
