package org.lgsc.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.internal.parallel.StepSeeds;
import org.lgsc.train.internal.parallel.WeightCheck;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.parallel.Stepper.PlannedStep;
import org.lgsc.train.progress.RolledBackStep;
import org.lgsc.train.progress.TrainingPhase;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Runs training steps: reproducibly, and rolled back when they would damage the weights. Steps
 * between two averages of workers are made, and rolled back, together.
 */
final class StepRunner implements AutoCloseable {
    private final ComputationGraph graph;
    private final Stepper stepper;
    private final TrainingOptions options;
    private final TrainingPhase phase;
    private final int perEpoch;
    private final Function<String, String> sources;
    private final RollbackLog incidents;
    private final NetworkSnapshot guard;
    private final ExplosionDetector watch;

    /**
     * @param steppers factory of the stepper that makes the steps
     * @param perEpoch number of batches of an epoch
     * @param sources maps a sample's id to its file
     */
    StepRunner(
            ComputationGraph graph,
            Stepper.Factory steppers,
            TrainingOptions options,
            TrainingPhase phase,
            int perEpoch,
            Function<String, String> sources,
            RollbackLog incidents) {
        this.graph = graph;
        this.options = options;
        this.phase = phase;
        this.perEpoch = perEpoch;
        this.sources = sources;
        this.incidents = incidents;
        this.stepper = steppers.open(graph);
        this.guard = new NetworkSnapshot(graph);
        this.watch = new ExplosionDetector(options.faults().explosion());
    }

    ExplosionDetector watch() {
        return watch;
    }

    /**
     * Returns the batches of the next steps, up to the next average, within the epoch.
     *
     * @param batches batches, with at least one left
     * @param left number of steps left in the phase
     */
    List<MultiDataSet> round(Iterator<? extends MultiDataSet> batches, int left) {
        List<MultiDataSet> round = new ArrayList<>();
        do {
            round.add(batches.next());
        } while (round.size() < Math.min(left, options.localSteps()) && batches.hasNext());
        return round;
    }

    /**
     * @param first first step, from 0
     * @param batches batches of it and of the steps after it
     * @param scales scales of loss heads in a step
     * @return the losses of each step; empty when they were rolled back
     * @throws LgscException when that has happened too often
     */
    Optional<List<LossValues>> run(
            int first, List<MultiDataSet> batches, IntFunction<Map<String, Double>> scales) {
        guard.keep();
        WeightCheck.begin(graph);
        List<PlannedStep> steps = new ArrayList<>();
        for (MultiDataSet batch : batches) {
            int step = first + steps.size();
            steps.add(new PlannedStep(batch, stepSeed(options.seed(), step), scales.apply(step)));
        }
        List<LossValues> losses = stepper.steps(steps);
        double limit = watch.limit();
        for (int i = 0; i < steps.size(); i++) {
            String fault = fault(losses.get(i), limit, i == steps.size() - 1);
            if (fault != null) {
                guard.rollBack();
                incidents.add(incident(first, i, fault, losses.get(i), batches));
                return Optional.empty();
            }
        }
        losses.forEach(l -> watch.add(l.total()));
        return Optional.of(losses);
    }

    private RolledBackStep incident(
            int first, int place, String fault, LossValues losses, List<MultiDataSet> round) {
        int step = first + place;
        String reason =
                round.size() == 1
                        ? fault
                        : fault
                                + "; all "
                                + round.size()
                                + " steps since the last average were rolled back";
        return new RolledBackStep(
                phase,
                step + 1,
                step / perEpoch + 1L,
                step % perEpoch + 1,
                options.seed(),
                stepSeed(options.seed(), step),
                reason,
                losses.total(),
                losses.heads(),
                samples(round.get(place)));
    }

    /** Ends the threads that make steps. */
    @Override
    public void close() {
        stepper.close();
    }

    /**
     * Returns the fault in words; null without a fault.
     *
     * @param limit limit of the loss
     * @param last whether the weights are those after this step
     */
    private @Nullable String fault(LossValues losses, double limit, boolean last) {
        if (!Double.isFinite(losses.total())
                || losses.heads().values().stream().anyMatch(v -> !Double.isFinite(v))) {
            return RootFormat.of("the loss is %s (%s)", losses.total(), text(losses.heads()));
        }
        if (losses.total() > limit) {
            return RootFormat.of(
                    "the loss exploded to %.4g (%s; the limit was %.4g)",
                    losses.total(), text(losses.heads()), limit);
        }
        if (!last) {
            return null;
        }
        WeightCheck after = WeightCheck.of(graph);
        if (!(after.largestWeight() <= InferenceEngine.LARGEST_WEIGHT)) {
            return RootFormat.of(
                    "the weights are not numbers, or implausibly large, after it, though the loss"
                            + " is %.4g",
                    losses.total());
        }
        // the square of a gradient can overflow; the weight would never move again
        if (!after.stateFinite()) {
            return RootFormat.of(
                    "the updater's state is not finite after it, though the loss is %.4g",
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
                .map(e -> e.getKey() + " " + RootFormat.of("%.4g", e.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Returns the seed of all randomness in a step. */
    static long stepSeed(long seed, int step) {
        return StepSeeds.derived(seed, step + 1L);
    }
}
