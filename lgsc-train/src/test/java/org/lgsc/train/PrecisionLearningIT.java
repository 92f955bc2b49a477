package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.loss.LossValues;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.progress.TrainingPhase;
import org.lgsc.train.progress.TrainingProgress;

/** Networks learn in bfloat16 what they learn in floats, within what another seed changes. */
class PrecisionLearningIT {
    private static final int STEPS = 500;
    private static final int WINDOW = 100;
    private static final PadDataset PICTURES = TexturePictures.dataset(80, 60);

    /** Mean losses of hundreds of steps, and the error rate on new pictures. */
    private record Learnt(double[] losses, double acer) {
        double last() {
            return losses[losses.length - 1];
        }

        String text() {
            String curve =
                    Arrays.stream(losses)
                            .mapToObj(loss -> String.format(Locale.ROOT, "%.3f", loss))
                            .collect(Collectors.joining(" "));
            return String.format(Locale.ROOT, "%s, ACER %.3f", curve, acer);
        }
    }

    private static Learnt learn(TrainingPrecision precision, long seed) {
        TrainingOptions options =
                TrainingOptions.builder()
                        .epochs(Integer.MAX_VALUE)
                        .baseWidth(8)
                        .patchSize(32)
                        .workingSize(WorkingSize.NATIVE)
                        .testPolicy(TestPolicy.CENTRE)
                        .augmentation(Augmentation.none())
                        .batchSize(16)
                        .maxSteps(STEPS)
                        .learningRate(2e-3)
                        .warmupSteps(0)
                        .ramp(new RegressionRamp(5, 20))
                        .warmStart(new EncoderWarmStart(40, 1e-2, 1))
                        .evaluateEvery(STEPS)
                        .threads(1)
                        .seed(seed)
                        .precision(precision)
                        .build();
        double[] losses = new double[STEPS / WINDOW];
        TrainingProgress progress =
                new TrainingProgress() {
                    private boolean whole;

                    @Override
                    public void onPhase(TrainingPhase phase) {
                        whole = phase == TrainingPhase.TRAINING;
                    }

                    @Override
                    public void onStep(int step, int steps, LossValues values, double rate) {
                        if (whole) {
                            losses[(step - 1) / WINDOW] += values.total() / WINDOW;
                        }
                    }
                };
        TrainingResult result = new Trainer(options, progress).train(PICTURES);
        return new Learnt(losses, result.devReport().orElseThrow().acer());
    }

    @Test
    void bf16LearnsWhatFloatsLearn(TestReporter reporter) {
        int seeds = Integer.getInteger("lgsc.precision.seeds", 0);
        assumeTrue(seeds > 1, "half a minute for a seed: -Dlgsc.precision.seeds=3 runs it");
        assumeTrue(OneDnn.multiplies(Numbers.BFLOAT16));
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        double worst = 0;
        Learnt[] halves = new Learnt[seeds];
        for (int i = 0; i < halves.length; i++) {
            Learnt floats = learn(TrainingPrecision.FLOAT32, 7 + i);
            halves[i] = learn(TrainingPrecision.BF16, 7 + i);
            reporter.publishEntry("seed " + (7 + i) + ", float32", floats.text());
            reporter.publishEntry("seed " + (7 + i) + ", bf16", halves[i].text());
            least = Math.min(least, floats.last());
            most = Math.max(most, floats.last());
            worst = Math.max(worst, floats.acer());
        }
        double spread = most - least;
        for (Learnt half : halves) {
            assertThat(half.last()).isBetween(least - spread, most + spread);
            assertThat(half.acer()).isLessThanOrEqualTo(worst + 0.05);
        }
    }
}
