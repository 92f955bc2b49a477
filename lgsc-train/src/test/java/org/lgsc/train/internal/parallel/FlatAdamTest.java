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
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.network.EncoderWeights;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.lgsc.train.fixture.TestNetworks;
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
}
