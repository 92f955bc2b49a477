package org.lgsc.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lgsc.core.engine.Calibrator;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.Calibration;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.model.Provenance;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Scores of a trained small network are near those of float32 in every precision. It tells faces
 * with fine noise from those without, as real ones do, and so reacts to errors of rounding much
 * more than a network of random weights.
 */
class TrainedPrecisionTest {
    private static final int SIZE = 64;
    private static final int BATCH = 16;
    private static final int STEPS = 250;
    private static LgscModel model;

    @BeforeAll
    static void train() {
        assumeThat(Precision.INT8.isSupported()).isTrue();
        Nd4j.getRandom().setSeed(11);
        LgscNetwork network = PrecisionTest.network(16, SIZE, NormKind.BATCH).build();
        ComputationGraph graph = network.init();
        for (int step = 0; step < STEPS; step++) {
            INDArray[] labels = new INDArray[network.heads().size()];
            INDArray live = Nd4j.create(DataType.FLOAT, BATCH, 1);
            for (int i = 0; i < BATCH; i += 2) {
                live.putScalar(i, 0, 1);
            }
            Arrays.fill(labels, live);
            graph.fit(new MultiDataSet(new INDArray[] {faces(BATCH, step)}, labels));
        }
        model =
                new LgscModel(
                        graph,
                        new ModelMetadata(
                                network.options(),
                                new Preprocessing(
                                        FaceGeometry.standard(SIZE), InputScaling.SYMMETRIC),
                                ModelThreshold.UNFITTED,
                                Provenance.now(5, "none", "none", Map.of())));
    }

    /** Drawn faces, every other one with fine noise of some strength: attacks. */
    private static INDArray faces(int count, long seed) {
        Random random = new Random(seed);
        INDArray faces = PrecisionTest.drawn(count, SIZE);
        float[] pixels = faces.dup('c').data().asFloat();
        int each = pixels.length / count;
        for (int i = 0; i < count; i++) {
            double strength = i % 2 == 0 ? 0.02 : 0.05 + 0.05 * random.nextDouble();
            for (int p = i * each; p < (i + 1) * each; p++) {
                double noisy = pixels[p] + strength * random.nextGaussian();
                pixels[p] = (float) Math.max(-1, Math.min(1, Math.rint(noisy * 127.5) / 127.5));
            }
        }
        return Nd4j.create(pixels, faces.shape(), 'c');
    }

    private static double[] scores(LgscModel of, Precision precision, INDArray faces) {
        try (InferenceEngine engine = InferenceEngine.of(of, precision)) {
            return engine.scores(faces);
        }
    }

    @Test
    void bf16ScoresAreThoseOfFloats() {
        assumeThat(Precision.BF16.isSupported()).isTrue();
        INDArray others = faces(100, 5001);
        double[] expected = scores(model, Precision.FLOAT32, others);
        double[] found = scores(model, Precision.BF16, others);
        assertThat(found).isNotEqualTo(expected);
        assertThat(found).containsExactly(expected, within(Precision.BF16.tolerance()));
    }

    @Test
    void int8ScoresAreNearThoseOfFloats() {
        INDArray faces = faces(100, 5002);
        Calibration calibration;
        try (Calibrator calibrator = new Calibrator(model)) {
            for (int i = 0; i < 100; i += 10) {
                calibrator.add(
                        faces.get(
                                        NDArrayIndex.interval(i, i + 10),
                                        NDArrayIndex.all(),
                                        NDArrayIndex.all(),
                                        NDArrayIndex.all())
                                .dup('c'));
            }
            calibration = calibrator.result();
        }
        INDArray others = faces(100, 5003);
        double[] expected = scores(model, Precision.FLOAT32, others);
        double[] found = scores(quantised(calibration), Precision.INT8, others);
        assertThat(found).isNotEqualTo(expected);
        assertThat(found).containsExactly(expected, within(Precision.INT8.tolerance()));
        assertThat(calibration.floats()).contains("encoder_conv1");
    }

    private static LgscModel quantised(Calibration calibration) {
        return new LgscModel(model.graph(), model.metadata().withCalibration(calibration));
    }
}
