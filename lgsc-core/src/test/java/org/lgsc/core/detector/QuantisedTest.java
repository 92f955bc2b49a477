package org.lgsc.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.engine.Calibrator;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.Calibration;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.model.Provenance;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Models that compute with 8-bit integers. */
class QuantisedTest {
    @TempDir Path folder;

    @BeforeEach
    void oneDnn() {
        Nd4j.getRandom().setSeed(11);
        assumeThat(Precision.INT8.isSupported()).isTrue();
    }

    private static LgscModel model(LgscNetwork.Builder builder, INDArray faces, boolean train) {
        LgscNetwork network = builder.build();
        ComputationGraph graph = train ? PrecisionTest.warm(builder, faces) : network.init();
        return new LgscModel(
                graph,
                new ModelMetadata(
                        network.options(),
                        new Preprocessing(
                                FaceGeometry.standard(network.options().width()),
                                InputScaling.SYMMETRIC),
                        ModelThreshold.UNFITTED,
                        Provenance.now(5, "none", "none", Map.of())));
    }

    private static LgscModel quantised(LgscModel model, INDArray faces, int each) {
        try (Calibrator calibrator = new Calibrator(model)) {
            for (long i = 0; i < faces.size(0); i += each) {
                calibrator.add(some(faces, i, Math.min(faces.size(0), i + each)));
            }
            return new LgscModel(
                    model.graph(), model.metadata().withCalibration(calibrator.result()));
        }
    }

    private static INDArray some(INDArray faces, long from, long to) {
        return faces.get(
                        NDArrayIndex.interval(from, to),
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.all())
                .dup('c');
    }

    private static double[] scores(LgscModel model, Precision precision, INDArray faces) {
        try (InferenceEngine engine = InferenceEngine.of(model, precision)) {
            return engine.scores(faces);
        }
    }

    @ParameterizedTest(name = "{0} channels, {1}, {2} pixels")
    @CsvSource({
        "16, INSTANCE, 96, true",
        "16, BATCH, 96, true",
        "32, BATCH, 96, true",
        "64, INSTANCE, 224, false",
        "64, BATCH, 224, false"
    })
    void scoresAreNearThoseOfFloats(int width, NormKind norm, int size, boolean train) {
        INDArray faces = PrecisionTest.drawn(size == 224 ? 54 : 70, size);
        LgscModel model = model(PrecisionTest.network(width, size, norm), some(faces, 0, 8), train);
        LgscModel quantised = quantised(model, some(faces, 0, 50), 5);
        INDArray others = some(faces, 50, faces.size(0));
        double[] expected = scores(quantised, Precision.FLOAT32, others);
        double[] found = scores(quantised, Precision.INT8, others);
        assertThat(found).isNotEqualTo(expected);
        assertThat(found).containsExactly(expected, within(Precision.INT8.tolerance()));
    }

    private static LgscModel small(INDArray faces) {
        return model(PrecisionTest.network(8, 64, NormKind.BATCH), some(faces, 0, 8), true);
    }

    @Test
    void aModelFileKeepsTheRangesAndIsUsedWithThem() {
        INDArray faces = PrecisionTest.drawn(60, 64);
        LgscModel model = small(faces);
        Path plain = folder.resolve("plain.zip");
        model.save(plain);
        assertThat(LgscModel.load(plain).metadata().calibration()).isNull();
        assertThat(Precision.of(LgscModel.load(plain))).isEqualTo(Precision.FLOAT32);

        LgscModel quantised = quantised(model, faces, 20);
        Path file = folder.resolve("int8.zip");
        quantised.saveForInference(file);
        LgscModel loaded = LgscModel.load(file);
        assertThat(loaded.metadata().calibration()).isEqualTo(quantised.metadata().calibration());
        assertThat(loaded.metadata().calibration().faces()).isEqualTo(60);
        try (InferenceEngine engine = InferenceEngine.of(loaded)) {
            assertThat(engine.precision()).isEqualTo(Precision.INT8);
            assertThat(engine.scores(some(faces, 0, 4)))
                    .isEqualTo(scores(quantised, Precision.INT8, some(faces, 0, 4)));
        }
        assertThat(scores(loaded, Precision.FLOAT32, some(faces, 0, 4)))
                .isEqualTo(scores(model, Precision.FLOAT32, some(faces, 0, 4)));
    }

    @Test
    void tooFewFacesAreRefused() {
        INDArray faces = PrecisionTest.drawn(8, 64);
        LgscModel model = small(faces);
        try (Calibrator calibrator = new Calibrator(model)) {
            assertThatExceptionOfType(LgscException.class)
                    .isThrownBy(calibrator::result)
                    .withMessageContaining("at least 50 faces")
                    .withMessageEndingWith("there were 0.");
            calibrator.add(faces);
            assertThatExceptionOfType(LgscException.class)
                    .isThrownBy(calibrator::result)
                    .withMessageEndingWith("there were 8.");
        }
    }

    @Test
    void valuesThatAreNotNumbersAreRefused() {
        INDArray faces = PrecisionTest.drawn(8, 64);
        LgscModel model = small(faces);
        try (Calibrator calibrator = new Calibrator(model)) {
            for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                INDArray broken = faces.dup();
                broken.putScalar(3, 1, 5, 7, odd);
                assertThatExceptionOfType(LgscException.class)
                        .isThrownBy(() -> calibrator.add(broken))
                        .withMessageContaining("not a number in the faces");
            }
        }
    }

    @Test
    void anotherGeometryIsRefused() {
        INDArray faces = PrecisionTest.drawn(50, 64);
        LgscModel quantised = quantised(small(faces), faces, 25);
        Preprocessing other =
                quantised
                        .metadata()
                        .preprocessing()
                        .withGeometry(
                                quantised
                                        .metadata()
                                        .preprocessing()
                                        .geometry()
                                        .withWorking(WorkingSize.of(160)));
        ModelMetadata m = quantised.metadata();
        LgscModel changed =
                new LgscModel(
                        quantised.graph(),
                        new ModelMetadata(m.network(), other, m.threshold(), m.provenance())
                                .withCalibration(m.calibration()));
        assertThatExceptionOfType(LgscException.class)
                .isThrownBy(() -> InferenceEngine.of(changed))
                .withMessageContaining("another preprocessing of faces")
                .withMessageContaining("quantise it again");
        try (InferenceEngine engine = InferenceEngine.of(changed, Precision.FLOAT32)) {
            assertThat(engine.precision()).isEqualTo(Precision.FLOAT32);
        }
    }

    @Test
    void rangesOfAnotherNetworkAreRefused() {
        INDArray faces = PrecisionTest.drawn(50, 64);
        LgscModel model = small(faces);
        Calibration odd =
                new Calibration(
                        50,
                        model.metadata().preprocessing(),
                        Map.of("elsewhere", new Calibration.Range(0, 1)));
        LgscModel changed = new LgscModel(model.graph(), model.metadata().withCalibration(odd));
        assertThatExceptionOfType(LgscException.class)
                .isThrownBy(() -> InferenceEngine.of(changed))
                .withMessageContaining("quantised for another network");
    }

    @Test
    void aModelWithoutRangesIsRefused() {
        LgscModel model = small(PrecisionTest.drawn(8, 64));
        assertThatExceptionOfType(LgscException.class)
                .isThrownBy(() -> InferenceEngine.of(model, Precision.INT8))
                .withMessageContaining("is not quantised");
    }

    @Test
    void invalidRangesAreRefused() {
        float[][] odd = {
            {1, 0}, {Float.NaN, 1}, {0, Float.NaN}, {0, Float.POSITIVE_INFINITY}, {-1e10f, 0}
        };
        for (float[] range : odd) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Calibration.Range(range[0], range[1]));
        }
        assertThat(new Calibration.Range(0, 0).largest()).isPositive();
        assertThat(new Calibration.Range(-3, 2).largest()).isEqualTo(3);
    }
}
