package org.lgsc.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.Split;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.network.ResNet18;
import org.lgsc.core.network.WarmupDecaySchedule;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.internal.batch.BalancedBatchIterator;
import org.lgsc.data.internal.batch.PatchBatches;
import org.lgsc.train.TrainingResult.WarmStartReport;
import org.lgsc.train.internal.pretext.BuiltInEncoder;
import org.lgsc.train.internal.pretext.HighPassStem;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.progress.TrainingPhase;
import org.lgsc.train.progress.TrainingProgress;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Carries out an {@link EncoderWarmStart}. */
final class EncoderTraining {
    private static final int DEV_PATCHES = 32;

    private final TrainingOptions options;
    private final TrainingProgress progress;
    private final WarmupDecaySchedule schedule;
    private final ComputationGraph classifier;

    private int step;
    private double lossSum;
    private int lossCount;

    EncoderTraining(TrainingOptions options, TrainingProgress progress) {
        this.options = options;
        this.progress = progress;
        int steps = Math.max(1, options.warmStart().steps());
        // down to an eighth of the rate: batch statistics settle before the weights are copied
        this.schedule =
                new WarmupDecaySchedule(
                        options.warmStart().learningRate(),
                        Math.min(20, steps),
                        0.95,
                        Math.max(1, steps / 40));
        this.classifier =
                ResNet18.builder()
                        .baseWidth(options.network().baseWidth())
                        .layout(options.network().layout())
                        .seed(options.seed())
                        .updater(new Adam(schedule))
                        .build()
                        .init();
        if (RunPlan.startsFromBuiltIn(options)) {
            BuiltInEncoder.into(classifier);
        } else {
            HighPassStem.apply(classifier.getParam(ResNet18.STEM_FILTERS));
        }
    }

    ComputationGraph classifier() {
        return classifier;
    }

    /** Returns a runner of its steps; the caller closes it. */
    StepRunner runner(
            Stepper.Factory steppers,
            int perEpoch,
            Function<String, String> sources,
            RollbackLog incidents) {
        return new StepRunner(
                classifier,
                steppers,
                options,
                TrainingPhase.ENCODER_WARM_START,
                perEpoch,
                sources,
                incidents);
    }

    int step() {
        return step;
    }

    /** Sum of the losses of the last tenth of the steps, as far as they are made. */
    double lossSum() {
        return lossSum;
    }

    int lossCount() {
        return lossCount;
    }

    /** Resumes after that many steps; the caller restores the classifier's weights. */
    void restore(int madeSteps, double sum, int count) {
        step = madeSteps;
        lossSum = sum;
        lossCount = count;
    }

    /**
     * Trains; the batches are those of the run itself, which starts again from its first epoch.
     *
     * @param afterStep called after each step
     */
    WarmStartReport run(
            BalancedBatchIterator batches,
            PadDataset dataset,
            StepRunner runner,
            Runnable afterStep) {
        int steps = options.warmStart().steps();
        int perEpoch = batches.batchesPerEpoch();
        progress.onPhase(TrainingPhase.ENCODER_WARM_START);
        int lastTenth = Math.max(1, steps / 10);
        batches.seek(step / perEpoch, step % perEpoch);
        while (step < steps) {
            if (!batches.hasNext()) {
                batches.reset();
            }
            List<MultiDataSet> round =
                    runner.round(batches, steps - step).stream()
                            .map(EncoderTraining::forOneHead)
                            .toList();
            int iteration = classifier.getConfiguration().getIterationCount();
            Optional<List<LossValues>> losses = runner.run(step, round, s -> Map.of());
            for (int i = 0; losses.isPresent() && i < round.size(); i++) {
                LossValues ofStep = losses.get().get(i);
                if (step + i >= steps - lastTenth) {
                    lossSum += ofStep.total();
                    lossCount++;
                }
                double rate = schedule.valueAt(iteration + i, 0);
                progress.onStep(step + i + 1, steps, ofStep, rate);
            }
            step += round.size();
            afterStep.run();
        }
        batches.seek(0, 0);
        List<Sample> dev = dataset.samples(Split.DEV);
        double[] onDev =
                dev.isEmpty() ? new double[] {Double.NaN, Double.NaN} : accuracyAndLoss(dev);
        return new WarmStartReport(steps, lossSum / lossCount, onDev[0], onDev[1]);
    }

    /** Returns a batch for one head: the network's batches contain the labels once per head. */
    private static MultiDataSet forOneHead(MultiDataSet batch) {
        MultiDataSet own =
                new org.nd4j.linalg.dataset.MultiDataSet(
                        new INDArray[] {batch.getFeatures(0)}, new INDArray[] {batch.getLabels(0)});
        own.setExampleMetaData(batch.getExampleMetaData());
        return own;
    }

    /** Judges samples by the mean of (live logit - spoof logit) over the parts of a sample. */
    private double[] accuracyAndLoss(List<Sample> samples) {
        int count = 0;
        int right = 0;
        double loss = 0;
        try (PatchBatches batches =
                new PatchBatches(
                        samples,
                        options.preprocessing().geometry(),
                        options.preprocessing().scaling(),
                        DEV_PATCHES,
                        options.threads())) {
            while (batches.hasNext()) {
                PatchBatches.Batch batch = batches.next();
                INDArray logits =
                        classifier
                                .output(
                                        List.of(ResNet18.LOGITS),
                                        false,
                                        new INDArray[] {batch.parts()},
                                        null)[0];
                double[] ofParts = new double[(int) logits.size(0)];
                for (int p = 0; p < ofParts.length; p++) {
                    ofParts[p] = logits.getDouble(p, 1) - logits.getDouble(p, 0);
                }
                double[] margins = batch.means(ofParts);
                for (int i = 0; i < margins.length; i++) {
                    double margin = margins[i];
                    double signed = batch.samples().get(i).label().isLive() ? margin : -margin;
                    count++;
                    right += signed > 0 ? 1 : 0;
                    // log(1 + exp(-signed)) without overflow
                    loss += Math.max(0, -signed) + Math.log1p(Math.exp(-Math.abs(signed)));
                }
            }
        }
        return new double[] {(double) right / count, loss / count};
    }

    /** Copies the convolutional part by name, running statistics included. */
    void copyInto(ComputationGraph network) {
        EncoderParameters.copyInto(network, EncoderParameters.of(classifier));
    }
}
