package org.lgsc.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.Calibration;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FloatChoiceTest {
    @Test
    void asManyConvolutionsStayFloatsAsTheLimitNeeds() {
        assumeThat(Precision.INT8.isSupported()).isTrue();
        Nd4j.getRandom().setSeed(3);
        LgscModel model =
                LgscModel.untrained(
                        LgscNetwork.builder()
                                .baseWidth(16)
                                .inputSize(64)
                                .decoderNorm(NormKind.BATCH)
                                .build(),
                        InputScaling.SYMMETRIC);
        INDArray images = Nd4j.rand(DataType.FLOAT, 50, 3, 64, 64).muli(2).subi(1);
        Calibration ranges;
        try (Calibrator calibrator = new Calibrator(model)) {
            calibrator.add(images);
            ranges = calibrator.result();
        }
        assertThat(ranges.floats()).containsExactly("encoder_conv1");
        double[] exact;
        INDArray cues;
        try (InferenceEngine engine = InferenceEngine.of(model, Precision.FLOAT32)) {
            cues = engine.cues(images);
            exact = engine.scores(images);
        }
        double all = worst(model, ranges, images, exact);
        assertThat(all).isPositive();
        FloatChoice choice = new FloatChoice(model.graph(), all / 4);
        choice.add(images, cues, 1);
        Calibration chosen = choice.of(ranges);
        assertThat(chosen.floats()).contains("encoder_conv1").hasSizeGreaterThan(1);
        assertThat(worst(model, chosen, images, exact)).isLessThanOrEqualTo(all / 4);
        try (InferenceEngine engine =
                InferenceEngine.of(
                        new LgscModel(model.graph(), model.metadata().withCalibration(chosen)))) {
            assertThat(engine.floats()).isEqualTo(chosen.floats());
            assertThat(engine.scores(images)).containsExactly(exact, within(all / 4));
        }
    }

    private static double worst(
            LgscModel model, Calibration calibration, INDArray images, double[] exact) {
        double worst = 0;
        try (InferenceEngine engine =
                InferenceEngine.of(model.graph(), Precision.INT8, calibration)) {
            double[] found = engine.scores(images);
            for (int i = 0; i < found.length; i++) {
                worst = Math.max(worst, Math.abs(found[i] - exact[i]));
            }
        }
        return worst;
    }

    @Test
    void anEvenSelectionOfManyFacesIsKept() {
        EvenSelection<Integer> few = new EvenSelection<>(8);
        IntStream.range(0, 6).forEach(i -> few.add(() -> i));
        assertThat(few.items()).containsExactly(0, 1, 2, 3, 4, 5);
        IntStream.range(6, 40).forEach(i -> few.add(() -> i));
        assertThat(few.items()).containsExactly(0, 8, 16, 24, 32);
    }
}
