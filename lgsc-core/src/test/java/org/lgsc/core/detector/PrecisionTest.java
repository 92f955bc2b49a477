package org.lgsc.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.core.network.NormKind;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Scores of faces in lower precision are nearly those of float32. */
class PrecisionTest {
    private static final Path FACES = Path.of("../../shared/faces/synthetic");

    @BeforeEach
    void seed() {
        Nd4j.getRandom().setSeed(11);
    }

    static LgscNetwork.Builder network(int width, int size, NormKind norm) {
        return LgscNetwork.builder(NetworkOptions.PAPER)
                .baseWidth(width)
                .inputSize(size)
                .decoderNorm(norm)
                .seed(5);
    }

    /** A network whose running statistics are those of faces, and whose weights are trained. */
    static ComputationGraph warm(LgscNetwork.Builder builder, INDArray faces) {
        LgscNetwork network = builder.build();
        ComputationGraph graph = network.init();
        INDArray live = Nd4j.create(DataType.FLOAT, faces.size(0), 1);
        for (int i = 0; i < faces.size(0); i += 2) {
            live.putScalar(i, 0, 1);
        }
        INDArray[] labels = new INDArray[network.heads().size()];
        Arrays.fill(labels, live);
        for (int step = 0; step < 3; step++) {
            graph.fit(new MultiDataSet(new INDArray[] {faces}, labels));
        }
        return graph;
    }

    /** Drawn faces of several sizes and places, in light and shadow. */
    static INDArray drawn(int count, int size) {
        List<INDArray> faces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RgbImage face =
                    DrawnFace.portrait(
                            size,
                            size,
                            size * (0.4 + 0.05 * (i % 5)),
                            size * (0.45 + 0.03 * (i % 4)),
                            size * (0.5 + 0.04 * (i % 9)));
            double light = 0.4 + 0.6 * (i % 7) / 6;
            faces.add(InputScaling.SYMMETRIC.toArray(face).addi(1).muli(light).subi(1));
        }
        return Nd4j.concat(0, faces.toArray(INDArray[]::new));
    }

    private static double[] scores(ComputationGraph graph, Precision precision, INDArray faces) {
        try (InferenceEngine engine = InferenceEngine.of(graph, precision)) {
            assertThat(engine.precision()).isEqualTo(precision);
            return engine.scores(faces);
        }
    }

    private static void assertNear(ComputationGraph graph, INDArray faces) {
        double[] expected = scores(graph, Precision.FLOAT32, faces);
        double[] found = scores(graph, Precision.BF16, faces);
        assertThat(found).isNotEqualTo(expected); // else it is the same engine
        assertThat(found).containsExactly(expected, within(Precision.BF16.tolerance()));
    }

    @ParameterizedTest(name = "{0} channels, {1}, {2} pixels")
    @CsvSource({"16, INSTANCE, 96", "16, BATCH, 96", "32, INSTANCE, 96", "32, BATCH, 96"})
    void bf16ScoresAreThoseOfFloats(int width, NormKind norm, int size) {
        assumeThat(Precision.BF16.isSupported()).isTrue();
        INDArray faces = drawn(16, size);
        ComputationGraph graph = warm(network(width, size, norm), faces);
        assertNear(graph, faces);
    }

    @ParameterizedTest
    @CsvSource({"INSTANCE", "BATCH"})
    void bf16ScoresOfTheFullNetworkAreThoseOfFloats(NormKind norm) throws IOException {
        assumeThat(Precision.BF16.isSupported()).isTrue();
        ComputationGraph graph = network(64, 224, norm).build().init();
        assertNear(graph, drawn(4, 224));
        if (Files.isDirectory(FACES)) {
            assertNear(graph, photographs(6, 224));
        }
    }

    private static INDArray photographs(int count, int size) throws IOException {
        try (Stream<Path> files = Files.walk(FACES)) {
            INDArray[] faces =
                    files.filter(f -> f.toString().matches(".*\\.(png|jpg)"))
                            .sorted()
                            .limit(count)
                            .map(f -> ImageDecoder.defaults().decode(f))
                            .map(image -> ImageScaler.fit(image, size, size))
                            .map(InputScaling.SYMMETRIC::toArray)
                            .toArray(INDArray[]::new);
            return Nd4j.concat(0, faces);
        }
    }

    @Test
    void aScoreDoesNotDependOnTheBatch() {
        assumeThat(Precision.BF16.isSupported()).isTrue();
        INDArray faces = drawn(5, 64);
        ComputationGraph graph = warm(network(16, 64, NormKind.BATCH), drawn(8, 64));
        double[] together = scores(graph, Precision.BF16, faces);
        double[] first =
                scores(
                        graph,
                        Precision.BF16,
                        faces.tensorAlongDimension(0, 1, 2, 3).reshape(1, 3, 64, 64));
        assertThat(together[0]).isCloseTo(first[0], within(1e-6));
    }

    @Test
    void networksOnNd4jsOperationsSupportFloatsOnly() {
        assumeThat(Precision.BF16.isSupported()).isTrue();
        ComputationGraph graph =
                network(4, 64, NormKind.BATCH).layout(CNN2DFormat.NCHW).build().init();
        assertThatThrownBy(() -> InferenceEngine.of(graph, Precision.BF16))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("NCHW")
                .hasMessageContaining("use float32");
    }

    @Test
    void theSelfCheckPassesInEveryPrecisionThatNeedsNoRanges() {
        for (Precision precision : Precision.values()) {
            if (precision.isSupported() && precision != Precision.INT8) {
                SelfCheck check = SelfCheck.run(precision);
                assertThat(check.passes()).as("%s: %s", precision, check).isTrue();
            }
        }
    }
}
