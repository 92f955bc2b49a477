package org.lgsc.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.core.network.NormKind;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.core.scoring.SpoofScore;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class InferenceEngineTest {
    private static final int SIZE = 64;

    @BeforeEach
    void seed() {
        Nd4j.getRandom().setSeed(11);
    }

    private static LgscNetwork.Builder network() {
        return LgscNetwork.builder(NetworkOptions.PAPER).baseWidth(4).inputSize(SIZE).seed(5);
    }

    /** A network whose running statistics and gains are not the initial ones. */
    private static ComputationGraph trained(LgscNetwork.Builder builder) {
        LgscNetwork network = builder.build();
        ComputationGraph graph = network.init();
        INDArray live = Nd4j.create(new float[] {1, 0, 1, 0}, new long[] {4, 1});
        INDArray[] labels = new INDArray[network.heads().size()];
        Arrays.fill(labels, live);
        for (int step = 0; step < 2; step++) {
            graph.fit(new MultiDataSet(new INDArray[] {images(4, SIZE, SIZE)}, labels));
        }
        return graph;
    }

    private static INDArray images(long n, long height, long width) {
        return Nd4j.rand(DataType.FLOAT, n, 3, height, width).muli(2).subi(1);
    }

    @Test
    void largerImagesThanWereTriedAreRefused() {
        try (InferenceEngine engine = InferenceEngine.of(network().build().init())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.operations(1, 3, 2048, 2048))
                    .withMessageContaining("multiples of 32 up to 1024");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.operations(17, 3, 1024, 1024))
                    .withMessageContaining("at most 16777216 pixels in all");
            assertThat(engine.operations(1, 3, 1024, 1024)).isPositive();
        }
    }

    private static void assertSame(INDArray actual, INDArray expected) {
        INDArray difference = Nd4j.math().abs(actual.sub(expected));
        assertThat(difference.maxNumber().doubleValue()).isLessThan(2e-3);
        assertThat(difference.meanNumber().doubleValue()).isLessThan(1e-4);
        double[] scores = SpoofScore.ofMaps(actual);
        double[] expectedScores = SpoofScore.ofMaps(expected);
        for (int i = 0; i < scores.length; i++) {
            assertThat(scores[i]).isCloseTo(expectedScores[i], within(1e-5));
        }
    }

    @ParameterizedTest(name = "{0} channels, {1}, batch {2}")
    @CsvSource({
        "2, INSTANCE, 1",
        "4, INSTANCE, 3",
        "8, INSTANCE, 2",
        "16, INSTANCE, 1",
        "4, BATCH, 3",
        "16, BATCH, 2"
    })
    void drawsTheCuesOfTheGraph(int width, NormKind norm, long batch) {
        ComputationGraph graph = trained(network().baseWidth(width).decoderNorm(norm));
        try (InferenceEngine engine = InferenceEngine.of(graph)) {
            for (int repeat = 0; repeat < 2; repeat++) {
                INDArray images = images(batch, SIZE, SIZE);
                assertSame(engine.cues(images), CueSource.of(graph).cues(images));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void layoutAndTypeOfTheNetworkDoNotMatter(CNN2DFormat layout) {
        ComputationGraph graph = trained(network().layout(layout));
        INDArray images = images(2, SIZE, SIZE);
        try (InferenceEngine engine = InferenceEngine.of(graph)) {
            assertSame(engine.cues(images), CueSource.of(graph).cues(images));
        }
    }

    @Test
    void acceptsSeveralShapesAndViewsInSequence() {
        ComputationGraph graph = trained(network());
        try (InferenceEngine engine = InferenceEngine.of(graph)) {
            long[][] shapes = {{1, 64, 64}, {2, 96, 64}, {5, 32, 32}, {1, 64, 64}};
            for (int round = 0; round < 3; round++) {
                for (long[] s : shapes) {
                    INDArray images = images(s[0], s[1], s[2]);
                    assertSame(engine.cues(images), CueSource.of(graph).cues(images));
                }
            }
            for (int n = 1; n <= 12; n++) { // more shapes than are kept
                assertThat(engine.cues(images(n, 32, 32)).size(0)).isEqualTo(n);
            }
            INDArray whole = images(4, SIZE, SIZE);
            INDArray view = whole.tensorAlongDimension(2, 1, 2, 3).reshape(1, 3, SIZE, SIZE);
            assertSame(engine.cues(view), engine.cues(view.dup('c')));
            INDArray fortran = view.dup('f');
            assertSame(engine.cues(fortran), engine.cues(view.dup('c')));
        }
    }

    @Test
    void keepsItsWeightsWhenTheNetworkIsTrainedFurther() {
        ComputationGraph graph = trained(network());
        INDArray images = images(2, SIZE, SIZE);
        try (InferenceEngine engine = InferenceEngine.of(graph)) {
            INDArray before = engine.cues(images);
            graph.params().muli(1.5);
            assertThat(engine.cues(images)).isEqualTo(before);
        }
    }

    @Test
    void severalThreadsGetTheirOwnAnswers() throws Exception {
        ComputationGraph graph = trained(network());
        try (InferenceEngine engine = InferenceEngine.of(graph)) {
            List<INDArray> inputs = new ArrayList<>();
            List<INDArray> expected = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                inputs.add(images(1 + i % 2, SIZE, SIZE));
                expected.add(engine.cues(inputs.get(i)));
            }
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int mine = i;
                runs.add(
                        threads.submit(
                                () -> {
                                    for (int k = 0; k < 25; k++) {
                                        assertThat(engine.cues(inputs.get(mine)))
                                                .isEqualTo(expected.get(mine));
                                    }
                                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
            threads.shutdown();
        }
    }

    @Test
    void refusesArraysThatAreNotImageBatches() {
        ComputationGraph graph = network().build().init();
        try (InferenceEngine engine = InferenceEngine.of(graph)) {
            for (INDArray bad :
                    List.of(
                            images(1, 60, 64),
                            images(1, 64, 80),
                            Nd4j.rand(DataType.FLOAT, 1, 1, 64, 64),
                            Nd4j.rand(DataType.FLOAT, 3, 64, 64),
                            images(1, 64, 64).castTo(DataType.DOUBLE))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> engine.cues(bad))
                        .withMessageContaining("images must be");
            }
        }
    }

    @Test
    void refusesWeightsThatAreNotFinite() {
        ComputationGraph graph = network().build().init();
        graph.getParam("decoder3_res0_conv1_W").putScalar(0, Float.NaN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InferenceEngine.of(graph))
                .withMessageContaining("decoder3_res0_conv1")
                .withMessageContaining("NaN");
    }

    @Test
    void failsAfterClose() {
        InferenceEngine engine = InferenceEngine.of(network().build().init());
        engine.cues(images(1, SIZE, SIZE));
        engine.close();
        engine.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.cues(images(1, SIZE, SIZE)))
                .withMessageContaining("closed");
    }
}
