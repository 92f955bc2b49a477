package org.lgsc.train;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.LgscException;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.internal.parallel.StepSeeds;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.progress.RolledBackStep;
import org.lgsc.train.progress.TrainingPhase;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** One step of training: reproducible, and taken back when it would spoil the weights. */
final class StepRunner implements AutoCloseable {
    private final ComputationGraph graph;
    private final Stepper stepper;
    private final TrainingOptions options;
    private final TrainingPhase phase;
    private final int perEpoch;
    private final Function<String, String> sources;
    private final Incidents incidents;
    private final StepGuard guard;
    private final LossWatch watch;

    /**
     * @param steppers who makes the steps
     * @param perEpoch batches of an epoch
     * @param sources from a sample's id to its file
     */
    StepRunner(
            ComputationGraph graph,
            Stepper.Factory steppers,
            TrainingOptions options,
            TrainingPhase phase,
            int perEpoch,
            Function<String, String> sources,
            Incidents incidents) {
        this.graph = graph;
        this.options = options;
        this.phase = phase;
        this.perEpoch = perEpoch;
        this.sources = sources;
        this.incidents = incidents;
        this.stepper = steppers.open(graph);
        this.guard = new StepGuard(graph);
        this.watch = new LossWatch(options.faults().explosion());
    }

    LossWatch watch() {
        return watch;
    }

    /**
     * @param step from 0
     * @return the losses; empty when the step was taken back
     * @throws LgscException when that happened too often
     */
    Optional<LossValues> run(int step, MultiDataSet batch) {
        guard.keep();
        LossValues losses = stepper.step(batch, stepSeed(options.seed(), step));
        String fault = fault(losses);
        if (fault == null) {
            watch.add(losses.total());
            return Optional.of(losses);
        }
        guard.rollBack();
        incidents.add(
                new RolledBackStep(
                        phase,
                        step + 1,
                        step / perEpoch + 1L,
                        step % perEpoch + 1,
                        options.seed(),
                        stepSeed(options.seed(), step),
                        fault,
                        losses.total(),
                        losses.heads(),
                        samples(batch)));
        return Optional.empty();
    }

    /** Ends the threads that make steps. */
    @Override
    public void close() {
        stepper.close();
    }

    /** In words; null when all is well. */
    private String fault(LossValues losses) {
        if (!Double.isFinite(losses.total())
                || losses.heads().values().stream().anyMatch(v -> !Double.isFinite(v))) {
            return String.format(
                    Locale.ROOT, "the loss is %s (%s)", losses.total(), text(losses.heads()));
        }
        double limit = watch.limit();
        if (losses.total() > limit) {
            return String.format(
                    Locale.ROOT,
                    "the loss exploded to %.4g (%s; the limit was %.4g)",
                    losses.total(),
                    text(losses.heads()),
                    limit);
        }
        // two readings of the weights: the largest passes over what is no number, the sum does not
        if (!Double.isFinite(graph.params().sumNumber().doubleValue())
                || graph.params().amaxNumber().doubleValue() > InferenceEngine.LARGEST_WEIGHT) {
            return String.format(
                    Locale.ROOT,
                    "the weights are no numbers, or beyond all reason, after it, though the loss is"
                            + " %.4g",
                    losses.total());
        }
        return null;
    }

    private List<RolledBackStep.BatchSample> samples(MultiDataSet batch) {
        List<? extends Serializable> ids = batch.getExampleMetaData();
        return ids == null
                ? List.of()
                : ids.stream()
                        .map(Object::toString)
                        .map(id -> new RolledBackStep.BatchSample(id, sources.apply(id)))
                        .toList();
    }

    private static String text(Map<String, Double> heads) {
        return heads.entrySet().stream()
                .map(e -> e.getKey() + " " + String.format(Locale.ROOT, "%.4g", e.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Of everything random in a step. */
    static long stepSeed(long seed, int step) {
        return StepSeeds.derived(seed, step + 1L);
    }
}
