package org.lgsc.train.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.lgsc.train.fixture.TestNetworks;
import org.lgsc.train.parallel.Stepper;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class SingleStepperTest {
    /**
     * A network with listeners trains by Deeplearning4j's {@code fit}, one without by arrays that
     * are kept from step to step: the same weights bit by bit, also when the batch size and the
     * weights of the losses change.
     */
    @ParameterizedTest
    @EnumSource(NormKind.class)
    void keptArraysMakeTheStepsThatDeeplearning4jMakes(NormKind norm) {
        LgscNetwork network =
                LgscNetwork.builder().baseWidth(8).inputSize(32).decoderNorm(norm).build();
        for (Numbers factors : new Numbers[] {Numbers.FLOAT32, Numbers.BFLOAT16}) {
            if (!OneDnn.multiplies(factors)) {
                continue;
            }
            ComputationGraph fitted = network.init();
            fitted.addListeners(new BaseTrainingListener() {});
            ComputationGraph kept = network.init();
            int heads = network.heads().size();
            try (Stepper reference = new SingleStepper(fitted, factors);
                    Stepper tested = new SingleStepper(kept, factors)) {
                for (int step = 0; step < 6; step++) {
                    MultiDataSet batch = batch(step < 2 || step == 5 ? 4 : 8, heads, step);
                    for (String head : LossValues.scales(fitted).keySet()) {
                        double scale = step == 3 ? 0 : step == 4 ? 0.5 : 1;
                        LossValues.scaleHead(fitted, head, scale);
                        LossValues.scaleHead(kept, head, scale);
                    }
                    assertThat(tested.step(batch, 7 + step))
                            .isEqualTo(reference.step(batch, 7 + step));
                    assertThat(kept.score()).isEqualTo(fitted.score());
                }
            }
            assertThat(kept.params().toFloatVector()).isEqualTo(fitted.params().toFloatVector());
            assertThat(kept.getUpdater().getStateViewArray().toFloatVector())
                    .isEqualTo(fitted.getUpdater().getStateViewArray().toFloatVector());
            assertThat(kept.getConfiguration().getIterationCount()).isEqualTo(6);
        }
    }

    private static MultiDataSet batch(int samples, int heads, int seed) {
        MultiDataSet labels = TestNetworks.batch(samples, heads, seed + 1);
        Nd4j.getRandom().setSeed(seed + 1);
        INDArray images = Nd4j.rand(samples, 3, 32, 32).muli(2).subi(1);
        return new MultiDataSet(new INDArray[] {images}, labels.getLabels());
    }
}
