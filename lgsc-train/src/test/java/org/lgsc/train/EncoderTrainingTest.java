package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Split;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.internal.batch.BalancedBatchIterator;
import org.lgsc.data.patch.PatchSampler;
import org.lgsc.train.TrainingResult.WarmStartReport;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.internal.parallel.Steppers;
import org.lgsc.train.progress.TrainingProgress;
import org.nd4j.linalg.api.ndarray.INDArray;

class EncoderTrainingTest {
    @Test
    void trainsAndCopiesEveryEncoderParameterAndNothingElse() {
        TrainingOptions options =
                TrainingOptions.builder()
                        .baseWidth(2)
                        .patchSize(32)
                        .testPolicy(TestPolicy.grid(2))
                        .batchSize(4)
                        .warmStart(new EncoderWarmStart(5))
                        .threads(1)
                        .build();
        PadDataset dataset = TexturePictures.dataset(4, 2);
        ComputationGraph network = LgscNetwork.builder(options.network()).build().init();
        INDArray before = network.params().dup();
        ComputationGraph untouched = LgscNetwork.builder(options.network()).build().init();
        EncoderTraining training = new EncoderTraining(options, TrainingProgress.none());
        INDArray initial = training.classifier().params().dup();
        WarmStartReport report;
        try (BalancedBatchIterator batches =
                BalancedBatchIterator.builder(dataset.samples(Split.TRAIN))
                        .batchSize(4)
                        .sampler(PatchSampler.randomNative(32))
                        .labelHeads(7)
                        .threads(1)
                        .build()) {
            try (StepRunner runner =
                    training.runner(
                            Steppers.threads(1, Numbers.FLOAT32),
                            batches.batchesPerEpoch(),
                            new SampleSources(dataset),
                            new RollbackLog(0, step -> {}))) {
                report = training.run(batches, dataset, runner, () -> {});
            }
            assertThat(batches.epoch()).isZero();
            assertThat(batches.hasNext()).isTrue();
        }
        training.copyInto(network);

        assertThat(report.steps()).isEqualTo(5);
        assertThat(report.devAccuracy()).isBetween(0.0, 1.0);
        assertThat(report.devLoss()).isPositive();
        assertThat(training.classifier().params().equals(initial)).isFalse();
        assertThat(before.equals(network.params())).isFalse();
        int running = 0;
        for (Map.Entry<String, INDArray> entry : network.paramTable().entrySet()) {
            String name = entry.getKey();
            INDArray expected =
                    name.startsWith("encoder_")
                            ? training.classifier().getParam(name)
                            : untouched.getParam(name);
            assertThat(entry.getValue()).as(name).isEqualTo(expected);
            if (name.startsWith("encoder_") && name.endsWith("_mean")) {
                running++;
                assertThat(entry.getValue().equals(untouched.getParam(name))).as(name).isFalse();
            }
        }
        assertThat(running).isEqualTo(20);
    }
}
