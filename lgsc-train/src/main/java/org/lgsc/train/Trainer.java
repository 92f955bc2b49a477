package org.lgsc.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.Backend;
import org.lgsc.core.LgscException;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.model.Provenance;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.WarmupDecaySchedule;
import org.lgsc.data.batch.BalancedBatchIterator;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.dataset.Split;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.threshold.Threshold;
import org.lgsc.train.progress.EpochSummary;
import org.lgsc.train.progress.TrainingProgress;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Trains an LGSC network.
 *
 * <pre>{@code
 * TrainingResult result = new Trainer(TrainingOptions.builder().build()).train(dataset);
 * result.model().save(Path.of("lgsc.zip"));
 * }</pre>
 *
 * <p>Weights are learned on the training split. After each epoch the development split is scored;
 * the weights with the lowest ACER at the threshold of its equal error rate are kept (ties: lower
 * D-EER, then the later epoch), and that threshold goes into the model. The test split is not
 * touched. Samples are face crops already.
 *
 * <p>The same seed gives the same weights bit by bit on a CPU, whatever the number of reader
 * threads. A trainer may train several times; not from several threads at once, because ND4J has
 * one random generator.
 */
public final class Trainer {
    private final TrainingOptions options;
    private final TrainingProgress progress;
    private final DevEvaluator evaluator;

    /** A trainer that tells nobody how it goes. */
    public Trainer(TrainingOptions options) {
        this(options, TrainingProgress.none());
    }

    /** A trainer that tells how it goes. */
    public Trainer(TrainingOptions options, TrainingProgress progress) {
        this(options, progress, DevEvaluator.equalErrorRate(options));
    }

    Trainer(TrainingOptions options, TrainingProgress progress, DevEvaluator evaluator) {
        this.options = Objects.requireNonNull(options, "options");
        this.progress = Objects.requireNonNull(progress, "progress");
        this.evaluator = evaluator;
    }

    /**
     * Trains on a data set.
     *
     * @throws LgscException when the training split is empty, lacks a class or is smaller than a
     *     batch; when there is a development split that lacks a class; when the loss stops being a
     *     number
     */
    public TrainingResult train(PadDataset dataset) {
        return train(dataset, Optional.empty());
    }

    /**
     * Trains on from the weights of another model, e.g. when new attacks have become known. The
     * updater and the schedule start anew; an encoder warm start is left out.
     *
     * @throws LgscException as {@link #train(PadDataset)}, or when the model's network has other
     *     options than this training
     */
    public TrainingResult continueFrom(LgscModel start, PadDataset dataset) {
        if (!start.metadata().network().equals(options.network())) {
            throw new LgscException(
                    "The model to go on from has another network ("
                            + start.metadata().network()
                            + ") than this training ("
                            + options.network()
                            + ").");
        }
        return train(dataset, Optional.of(start));
    }

    private TrainingResult train(PadDataset dataset, Optional<LgscModel> start) {
        Backend.require();
        requireData(dataset);
        try (BalancedBatchIterator batches =
                BalancedBatchIterator.builder(dataset.samples(Split.TRAIN))
                        .batchSize(options.batchSize())
                        .sampler(options.sampling().sampler(options.network().width()))
                        .augmentation(options.augmentation())
                        .scaling(options.preprocessing().scaling())
                        .labelHeads(LgscNetwork.heads(options.network()).size())
                        .seed(options.seed())
                        .threads(options.threads())
                        .build()) {
            return new Run(dataset, batches, start).train();
        } finally {
            progress.onEnd();
        }
    }

    private static void requireData(PadDataset dataset) {
        if (dataset.samples(Split.TRAIN).isEmpty()) {
            throw new LgscException(
                    "Data set " + dataset.name() + " has no samples in its train split.");
        }
        List<Sample> dev = dataset.samples(Split.DEV);
        long live = dev.stream().filter(s -> s.label().isLive()).count();
        if (!dev.isEmpty() && (live == 0 || live == dev.size())) {
            throw new LgscException(
                    "The dev split of data set "
                            + dataset.name()
                            + " holds "
                            + live
                            + " live and "
                            + (dev.size() - live)
                            + " spoof samples; a threshold needs both classes. Add the missing one,"
                            + " or leave the split out.");
        }
    }

    /** One run on one data set. */
    private final class Run {
        private final PadDataset dataset;
        private final BalancedBatchIterator batches;
        private final int totalSteps;
        private final Optional<LgscModel> start;
        private final WarmupDecaySchedule schedule;
        private final ComputationGraph graph;
        private final BestWeights best = new BestWeights();
        private final List<EpochSummary> history = new ArrayList<>();
        private final Map<String, SetAside> setAside = new LinkedHashMap<>();

        Run(PadDataset dataset, BalancedBatchIterator batches, Optional<LgscModel> start) {
            this.start = start;
            this.dataset = dataset;
            this.batches = batches;
            int perEpoch = batches.batchesPerEpoch();
            long steps = (long) options.epochs() * perEpoch;
            if (options.maxSteps() > 0) {
                steps = Math.min(steps, options.maxSteps());
            }
            totalSteps = (int) Math.min(Integer.MAX_VALUE, steps);
            schedule =
                    new WarmupDecaySchedule(
                            options.learningRate(),
                            options.warmupSteps() == TrainingOptions.WHOLE_EPOCH
                                    ? perEpoch
                                    : options.warmupSteps(),
                            options.decay(),
                            options.decaySteps());
            graph =
                    LgscNetwork.builder(options.network())
                            .seed(options.seed())
                            .updater(new Adam(schedule))
                            .encoderUpdater(encoderUpdater())
                            .build()
                            .init();
            start.ifPresent(
                    model ->
                            graph.paramTable()
                                    .forEach(
                                            (name, value) ->
                                                    value.assign(model.graph().getParam(name))));
        }

        /** At a lower rate where the encoder has learnt already; null for the network's. */
        private IUpdater encoderUpdater() {
            boolean warm = options.warmStart().steps() > 0 || start.isPresent();
            double factor = warm ? options.warmStart().laterFactor() : 1;
            if (factor == 1) {
                return null;
            }
            if (factor == 0) {
                return new Sgd(0); // NoOp would apply the bare gradient
            }
            return new Adam(
                    new WarmupDecaySchedule(
                            schedule.rate() * factor,
                            schedule.warmupSteps(),
                            schedule.decay(),
                            schedule.decaySteps()));
        }

        TrainingResult train() {
            Optional<WarmStartReport> warmStart = warmStart();
            progress.onPhase("training");
            StepRunner runner = new StepRunner(graph, options.seed(), "training");
            EpochMeans means = new EpochMeans();
            for (int step = 0; step < totalSteps; step++) {
                LossValues.scaleHead(
                        graph, LgscNetwork.LOSS_REGRESSION, options.ramp().scale(step));
                LossValues losses = runner.run(step, batches.next());
                means.add(losses);
                progress.onStep(step + 1, totalSteps, losses, schedule.valueAt(step, 0));
                if (!batches.hasNext() || step + 1 == totalSteps) {
                    endEpoch(step + 1, means);
                    means = new EpochMeans();
                    batches.reset();
                }
            }
            LossValues.scaleHead(graph, LgscNetwork.LOSS_REGRESSION, 1);
            if (best.present()) {
                best.restore(graph);
            }
            batches.setAside().forEach(s -> setAside.put(s.id(), s));
            return new TrainingResult(
                    new LgscModel(graph, metadata()),
                    history,
                    best.present() ? best.epoch() : history.size(),
                    warmStart,
                    List.copyOf(setAside.values()));
        }

        private Optional<WarmStartReport> warmStart() {
            if (options.warmStart().steps() == 0 || start.isPresent()) {
                return Optional.empty();
            }
            EncoderTraining encoder = new EncoderTraining(options, progress);
            WarmStartReport report = encoder.run(batches, dataset);
            encoder.copyInto(graph);
            return Optional.of(report);
        }

        private void endEpoch(int steps, EpochMeans means) {
            int epoch = history.size() + 1;
            boolean due = epoch % options.evaluateEvery() == 0 || steps == totalSteps;
            Optional<PadReport> dev = Optional.empty();
            boolean isBest = false;
            if (due && !dataset.samples(Split.DEV).isEmpty()) {
                DevEvaluator.Outcome outcome;
                try (InferenceEngine engine = InferenceEngine.of(graph)) {
                    outcome = evaluator.evaluate(engine, dataset);
                }
                outcome.setAside().forEach(s -> setAside.put(s.id(), s));
                dev = Optional.of(outcome.report());
                isBest = best.offer(epoch, outcome.report(), graph);
            }
            EpochSummary summary =
                    new EpochSummary(
                            epoch,
                            steps,
                            means.total(),
                            means.heads(),
                            schedule.valueAt(steps - 1, 0),
                            dev,
                            isBest);
            history.add(summary);
            progress.onEpoch(summary);
        }

        private ModelMetadata metadata() {
            Map<String, String> training = new TreeMap<>(options.asMap());
            training.put("steps", String.valueOf(totalSteps));
            training.put(
                    "keptEpoch",
                    (best.present() ? best.epoch() : history.size()) + " of " + history.size());
            training.put("initialWeights", initialWeights());
            return new ModelMetadata(
                    options.network(),
                    options.preprocessing(),
                    threshold(),
                    Provenance.now(options.seed(), dataset.name(), dataset.dataHash(), training));
        }

        private String initialWeights() {
            if (start.isPresent()) {
                Provenance before = start.get().metadata().provenance();
                return before.training().getOrDefault("weights", "of a model trained")
                        + ": "
                        + before.dataset()
                        + " ("
                        + before.dataHash()
                        + ")";
            }
            return options.warmStart().steps() == 0
                    ? "random"
                    : "random, the encoder trained alone on the training split first";
        }

        private ModelThreshold threshold() {
            if (!best.present()) {
                return new ModelThreshold(
                        ModelThreshold.UNFITTED.spoofScore(),
                        ModelThreshold.UNFITTED.origin()
                                + ": the data set has no development split");
            }
            Threshold fitted = best.report().threshold();
            return new ModelThreshold(
                    fitted.spoofScore(), fitted.origin() + " of " + dataset.name());
        }
    }
}
