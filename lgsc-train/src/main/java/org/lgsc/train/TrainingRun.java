package org.lgsc.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Split;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.internal.batch.BalancedBatchIterator;
import org.lgsc.data.internal.protocol.RepeatedPictures;
import org.lgsc.eval.report.PadReport;
import org.lgsc.train.TrainingResult.WarmStartReport;
import org.lgsc.train.internal.InvertedCues;
import org.lgsc.train.internal.checkpoint.CheckpointFile;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.progress.EpochSummary;
import org.lgsc.train.progress.TrainingPhase;
import org.lgsc.train.progress.TrainingProgress;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.schedule.ISchedule;

/** One run on one data set, from its start or from a checkpoint to its result. */
final class TrainingRun {
    private final TrainingOptions options;
    private final TrainingProgress progress;
    private final DevEvaluator evaluator;
    private final Stepper.Factory steppers;
    private final PadDataset dataset;
    private final BalancedBatchIterator batches;
    private final int totalSteps;
    private final int warmupSteps;
    private final int evaluateEvery;
    private final ISchedule schedule;
    private final boolean encoderSlowed;
    private final String initialWeights;
    private final Map<String, String> identity;
    private final ComputationGraph graph;
    private final RunSaver saver;
    private final RollbackLog incidents;
    private final BestWeights best = new BestWeights();
    private final List<EpochSummary> history = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Map<String, SetAside> devSetAside = new LinkedHashMap<>();

    private EpochMeans means = new EpochMeans();
    private int step;
    private @Nullable WarmStartReport warmStart;

    /**
     * @param encoderSlowed whether the encoder is already trained when the network's training
     *     begins
     * @param initialWeights origin of the weights, in words
     */
    TrainingRun(
            TrainingOptions options,
            TrainingProgress progress,
            DevEvaluator evaluator,
            Stepper.Factory steppers,
            PadDataset dataset,
            BalancedBatchIterator batches,
            RunSaver saver,
            boolean encoderSlowed,
            String initialWeights) {
        this.options = options;
        this.progress = progress;
        this.evaluator = evaluator;
        this.steppers = steppers;
        this.dataset = dataset;
        this.batches = batches;
        this.saver = saver;
        this.encoderSlowed = encoderSlowed;
        this.initialWeights = initialWeights;
        identity = saver.isOn() ? RunIdentity.of(options, dataset) : Map.of();
        incidents =
                new RollbackLog(
                        options.faults().rollbacks(),
                        incident -> {
                            progress.onRollback(incident);
                            saver.record(incidents());
                        });
        RunPlan plan = new RunPlan(options, batches.batchesPerEpoch(), encoderSlowed);
        totalSteps = plan.totalSteps();
        schedule = plan.schedule();
        warmupSteps = plan.warmupSteps();
        evaluateEvery = plan.evaluateEvery();
        graph = plan.network();
    }

    private RollbackLog incidents() {
        return incidents;
    }

    /** Starts with the weights of a model. */
    void startFrom(LgscModel model) {
        graph.paramTable().forEach((name, value) -> value.assign(model.graph().getParam(name)));
    }

    private void remark(String text) {
        remarks.add(text);
        progress.onNotice(text);
    }

    /** Reports a rate that never reaches its maximum, which looks like a failing network. */
    private void remarkOnWarmup() {
        if (2L * warmupSteps > totalSteps) {
            remark(
                    RootFormat.of(
                            "The learning rate rises over %d steps, more than half of the %d of"
                                    + " this run; give a shorter warm-up or more steps.",
                            warmupSteps, totalSteps));
        }
    }

    /**
     * Runs from the start.
     *
     * @param shared encoders of other runs
     */
    TrainingResult start(boolean warm, WarmStarts shared, Collection<TrainingListener> listeners) {
        remarkOnWarmup();
        RepeatedPictures.of(dataset).forEach(this::remark);
        if (options.initialEncoder() == InitialEncoder.BUILTIN
                && !RunPlan.startsFromBuiltIn(options)) {
            remark(
                    RootFormat.of(
                            "The library has no encoder of base width %d; this one starts from"
                                    + " random weights.",
                            options.network().baseWidth()));
        }
        if (warm) {
            warmStart = shared.copyInto(graph, options, dataset).orElse(null);
        }
        if (warm && warmStart == null) {
            EncoderTraining encoder = new EncoderTraining(options, progress);
            try (StepRunner runner = runner(encoder)) {
                save(encoder, runner);
                warmStart(encoder, runner);
            }
            // set-aside samples and rolled-back steps belong to this run
            WarmStartReport report = warmStart;
            if (report != null && incidents.steps().isEmpty() && batches.setAside().isEmpty()) {
                shared.keep(graph, options, dataset, report);
            }
        }
        return trainFromItsFirstStep(listeners);
    }

    /**
     * Resumes from a checkpoint.
     *
     * @param problems problems of newer checkpoints, in sentences
     */
    TrainingResult resume(
            CheckpointFile file,
            RunState state,
            List<String> problems,
            Collection<TrainingListener> listeners) {
        state.history().forEach(e -> history.add(e.summary()));
        state.devSetAside().forEach(s -> devSetAside.put(s.id(), s));
        incidents.restore(state.rolledBack());
        batches.setAside(state.trainSetAside());
        progress.onResume(state.phase(), state.step());
        remarks.addAll(state.remarks());
        problems.forEach(this::remark);
        remark(
                RootFormat.of(
                        "Resumed at step %d of the %s from %s.",
                        state.step(), state.phase().text(), file.file()));
        String differences =
                RunIdentity.differences(state.environment(), RunIdentity.environment());
        if (!differences.isEmpty()) {
            remark(
                    RootFormat.of(
                            "The weights may differ from those of an uninterrupted run, because the"
                                    + " checkpoint was written elsewhere: %s.",
                            differences));
        }
        if (state.phase() == TrainingPhase.ENCODER_WARM_START) {
            EncoderTraining encoder = new EncoderTraining(options, progress);
            file.copyInto(RunSaver.arrays(encoder.classifier()));
            encoder.classifier().getConfiguration().setIterationCount(state.iteration());
            encoder.restore(state.step(), state.warmSum(), state.warmCount());
            try (StepRunner runner = runner(encoder)) {
                runner.watch().restore(state.recentLosses());
                warmStart(encoder, runner);
            }
            return trainFromItsFirstStep(listeners);
        }
        warmStart = state.warmStart();
        best.restore(state.best(), graph);
        Map<String, INDArray> arrays = RunSaver.arrays(graph);
        arrays.putAll(best.arrays());
        file.copyInto(arrays);
        graph.getConfiguration().setIterationCount(state.iteration());
        means = EpochMeans.of(state.means());
        step = state.step();
        try (StepRunner runner = runner()) {
            runner.watch().restore(state.recentLosses());
            return train(runner, listeners);
        }
    }

    private TrainingResult trainFromItsFirstStep(Collection<TrainingListener> listeners) {
        try (StepRunner runner = runner()) {
            save(runner);
            return train(runner, listeners);
        }
    }

    private StepRunner runner(EncoderTraining encoder) {
        return encoder.runner(steppers, batches.batchesPerEpoch(), sources(), incidents);
    }

    private SampleSources sources() {
        return new SampleSources(dataset);
    }

    private StepRunner runner() {
        return new StepRunner(
                graph,
                steppers,
                options,
                TrainingPhase.TRAINING,
                batches.batchesPerEpoch(),
                sources(),
                incidents);
    }

    private void warmStart(EncoderTraining encoder, StepRunner runner) {
        warmStart =
                encoder.run(
                        batches,
                        dataset,
                        runner,
                        () -> {
                            if (saver.due()) {
                                save(encoder, runner);
                            }
                        });
        encoder.copyInto(graph);
    }

    private TrainingResult train(StepRunner runner, Collection<TrainingListener> listeners) {
        graph.addListeners(listeners.toArray(TrainingListener[]::new));
        progress.onPhase(TrainingPhase.TRAINING);
        int perEpoch = batches.batchesPerEpoch();
        batches.seek(step / perEpoch, step % perEpoch);
        boolean stopped = EarlyStopping.isDue(history, options.patience());
        while (step < totalSteps && !stopped) {
            List<MultiDataSet> round = runner.round(batches, totalSteps - step);
            int iteration = graph.getConfiguration().getIterationCount();
            Optional<List<LossValues>> losses = runner.run(step, round, this::scales);
            losses.ifPresent(all -> tell(all, iteration));
            step += round.size();
            double rate = rate(iteration + round.size() - 1);
            boolean epochOver = !batches.hasNext() || step == totalSteps;
            if (epochOver) {
                endEpoch(rate);
                means = new EpochMeans();
                batches.reset();
                stopped = EarlyStopping.isDue(history, options.patience());
            }
            if (epochOver || saver.due()) {
                save(runner);
            }
        }
        LossValues.scaleHead(graph, LgscNetwork.LOSS_REGRESSION, 1);
        return result(stopped);
    }

    private Map<String, Double> scales(int ofStep) {
        return Map.of(LgscNetwork.LOSS_REGRESSION, options.ramp().scale(ofStep));
    }

    private double rate(int iteration) {
        return schedule.valueAt(iteration, 0);
    }

    /** Reports steps that were made, from the one after {@code step} on. */
    private void tell(List<LossValues> losses, int iteration) {
        for (int i = 0; i < losses.size(); i++) {
            means.add(losses.get(i));
            progress.onStep(step + i + 1, totalSteps, losses.get(i), rate(iteration + i));
        }
    }

    private void endEpoch(double rate) {
        int epoch = history.size() + 1;
        boolean due = epoch % evaluateEvery == 0 || step == totalSteps;
        Optional<PadReport> dev = Optional.empty();
        boolean isBest = false;
        if (due) {
            try (InferenceEngine engine = InferenceEngine.of(graph)) {
                if (!dataset.samples(Split.DEV).isEmpty()) {
                    DevEvaluator.Outcome outcome = evaluator.evaluate(engine, dataset);
                    outcome.setAside().forEach(s -> devSetAside.put(s.id(), s));
                    dev = Optional.of(outcome.report());
                    isBest = best.offer(epoch, outcome, graph);
                }
                progress.onEvaluation(epoch, engine);
            }
        }
        EpochSummary summary =
                new EpochSummary(epoch, step, means.total(), means.heads(), rate, dev, isBest);
        history.add(summary);
        progress.onEpoch(summary);
    }

    private void save(StepRunner runner) {
        if (saver.isOn()) {
            Map<String, INDArray> arrays = RunSaver.arrays(graph);
            arrays.putAll(best.arrays());
            int iteration = graph.getConfiguration().getIterationCount();
            saver.save(
                    state(TrainingPhase.TRAINING, step, iteration, runner, null), arrays, progress);
        }
    }

    private void save(EncoderTraining encoder, StepRunner runner) {
        if (saver.isOn()) {
            int iteration = encoder.classifier().getConfiguration().getIterationCount();
            saver.save(
                    state(
                            TrainingPhase.ENCODER_WARM_START,
                            encoder.step(),
                            iteration,
                            runner,
                            encoder),
                    RunSaver.arrays(encoder.classifier()),
                    progress);
        }
    }

    private RunState state(
            TrainingPhase phase,
            int made,
            int iteration,
            StepRunner runner,
            @Nullable EncoderTraining encoder) {
        return new RunState(
                identity,
                RunIdentity.environment(),
                phase,
                made,
                iteration,
                runner.watch().recent(),
                encoder == null ? 0 : encoder.lossSum(),
                encoder == null ? 0 : encoder.lossCount(),
                warmStart,
                means.sums(),
                history.stream().map(RunState.Epoch::of).toList(),
                best.state(),
                batches.setAside(),
                List.copyOf(devSetAside.values()),
                incidents.steps(),
                List.copyOf(remarks),
                initialWeights,
                encoderSlowed);
    }

    private TrainingResult result(boolean stopped) {
        if (best.present()) {
            best.restore(graph);
        }
        int kept = best.present() ? best.epoch() : history.size();
        if (stopped) {
            remark(
                    RootFormat.of(
                            "Stopped early after epoch %d: the development D-EER has not fallen in"
                                    + " %d evaluations.",
                            history.size(), options.patience()));
        }
        InvertedCues.remark(history.get(kept - 1), history).ifPresent(this::remark);
        saver.summary().ifPresent(remarks::add);
        Map<String, SetAside> setAside = new LinkedHashMap<>(devSetAside);
        batches.setAside().forEach(s -> setAside.put(s.id(), s));
        RunRecord record = new RunRecord(options, dataset, step, kept, history.size());
        progress.onDone(record.summary(history.get(kept - 1), stopped));
        return new TrainingResult(
                new LgscModel(graph, record.metadata(best, initialWeights, warmStart != null)),
                history,
                kept,
                Optional.ofNullable(warmStart),
                List.copyOf(setAside.values()),
                step,
                stopped,
                incidents.steps(),
                remarks);
    }
}
