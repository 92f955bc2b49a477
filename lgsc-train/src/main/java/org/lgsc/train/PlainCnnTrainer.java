package org.lgsc.train;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lgsc.core.Experimental;
import org.lgsc.core.LgscException;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.model.Provenance;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.internal.batch.BalancedBatchIterator;
import org.lgsc.train.TrainingResult.WarmStartReport;
import org.lgsc.train.baseline.BaselineModel;
import org.lgsc.train.internal.DataFaults;
import org.lgsc.train.progress.TrainingProgress;

/**
 * Trains a plain CNN for comparison: the encoder, a ResNet18, with a softmax over two classes, on
 * the same batches as the network. The CNN of the paper's table 3 (its reference 35) is a different
 * one. The number of steps is that of the encoder's warm start if the options have one, else that
 * of the entire run.
 */
@Experimental
public final class PlainCnnTrainer {
    private final TrainingOptions options;
    private final TrainingProgress progress;

    /** Creates a trainer that reports its progress. */
    public PlainCnnTrainer(TrainingOptions options, TrainingProgress progress) {
        this.options = Objects.requireNonNull(options, "options");
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /** Returns a trainer that always uses steps and learning rate of the entire run. */
    public PlainCnnTrainer withoutWarmStart() {
        return new PlainCnnTrainer(
                options.toBuilder().warmStart(EncoderWarmStart.NONE).build(), progress);
    }

    /**
     * Trains a CNN; its threshold is that of the equal error rate on the development split.
     *
     * @throws LgscException when the training split is empty, lacks a class or is smaller than a
     *     batch
     */
    public BaselineModel train(PadDataset dataset) {
        Backend.require();
        Trainer.requireTraining(dataset);
        try (BalancedBatchIterator batches = Trainer.batches(options, dataset).build()) {
            TrainingOptions own = withSteps(batches.batchesPerEpoch());
            Map<String, String> facts = new TreeMap<>(own.asMap());
            DataFaults.report(dataset, facts, progress::onNotice);
            EncoderTraining training = new EncoderTraining(own, progress);
            WarmStartReport report;
            try (StepRunner runner =
                    training.runner(
                            own.precision().steppers(own.workers()),
                            batches.batchesPerEpoch(),
                            new SampleSources(dataset),
                            new RollbackLog(own.faults().rollbacks(), progress::onRollback))) {
                report = training.run(batches, dataset, runner, () -> {});
            }
            facts.put("method", "encoder and softmax");
            facts.put("steps", String.valueOf(report.steps()));
            return new BaselineModel(
                            BaselineModel.CNN,
                            own.preprocessing(),
                            ModelThreshold.UNFITTED,
                            Provenance.now(own.seed(), dataset.name(), dataset.dataHash(), facts),
                            null,
                            training.classifier())
                    .fitted(dataset);
        } finally {
            progress.onEnd();
        }
    }

    private TrainingOptions withSteps(int perEpoch) {
        if (options.warmStart().steps() > 0) {
            return options;
        }
        int steps = new RunPlan(options, perEpoch, false).totalSteps();
        return options.toBuilder()
                .warmStart(new EncoderWarmStart(steps, options.learningRate(), 1))
                .build();
    }
}
