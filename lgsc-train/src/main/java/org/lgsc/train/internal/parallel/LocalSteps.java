package org.lgsc.train.internal.parallel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.parallel.Stepper.PlannedStep;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Several steps of a worker by itself, with an updater of its own, and the mean of the workers'
 * results.
 *
 * <p>All workers begin with the same weights and the same state of the updater. A worker returns
 * the change of each weight and its updater's state. The next round begins with the means of both,
 * so only the network is needed to resume, and a lost worker costs only its own round. A weight
 * that no worker changed, as in a frozen encoder, stays the same bit by bit.
 */
public final class LocalSteps {
    private LocalSteps() {}

    /**
     * A worker's share of a step.
     *
     * @param part part of the batch
     * @param seed seed of the part
     * @param scales scales of all loss heads by name
     */
    public record Share(MultiDataSet part, long seed, Map<String, Double> scales) {}

    /**
     * Result of a worker.
     *
     * @param numbers change of each weight, then the updater's state
     * @param losses losses of each step, before its update
     */
    public record Outcome(float[] numbers, List<LossValues> losses) {}

    /**
     * Returns a worker's share of steps, in the order of {@link BatchParts#split}.
     *
     * @param scales scales of all heads, for steps that do not name their own
     * @param worker number of the worker, from 0
     */
    public static List<Share> shares(
            List<PlannedStep> steps, Map<String, Double> scales, int workers, int worker) {
        return steps.stream()
                .map(
                        s -> {
                            Map<String, Double> all = new LinkedHashMap<>(scales);
                            all.putAll(s.scales());
                            return new Share(
                                    BatchParts.part(s.batch(), workers, worker),
                                    BatchParts.seed(s.seed(), worker),
                                    all);
                        })
                .toList();
    }

    /**
     * Makes steps on a worker's network.
     *
     * @param network network of the same configuration as the state; its numbers are overwritten
     * @param start state that all workers begin with
     * @param shares shares, one for each step
     */
    public static Outcome make(ComputationGraph network, NetworkState start, List<Share> shares) {
        start.into(network);
        List<LossValues> losses = new ArrayList<>();
        for (Share share : shares) {
            share.scales().forEach((head, s) -> LossValues.scaleHead(network, head, s));
            LossValues values = GradientStep.compute(network, share.part(), share.seed());
            GradientStep.apply(network, (int) share.part().getFeatures(0).size(0), values.total());
            losses.add(values);
        }
        float[] weights = network.params().toFloatVector();
        float[] updater = NetworkState.updaterOf(network);
        float[] numbers = new float[weights.length + updater.length];
        for (int i = 0; i < weights.length; i++) {
            numbers[i] = weights[i] - start.weights()[i];
        }
        System.arraycopy(updater, 0, numbers, weights.length, updater.length);
        return new Outcome(numbers, losses);
    }

    /**
     * Sets a network to the mean of all workers.
     *
     * @param start state that they began with
     * @param mean mean of their {@link Outcome#numbers}
     * @param losses losses of each step, means over the workers
     */
    public static void finish(
            ComputationGraph graph, NetworkState start, float[] mean, List<LossValues> losses) {
        float[] weights = new float[start.weights().length];
        float[] updater = new float[start.updater().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = start.weights()[i] + mean[i];
        }
        System.arraycopy(mean, weights.length, updater, 0, updater.length);
        int iteration = start.iteration() + losses.size();
        new NetworkState(weights, updater, iteration, start.epoch()).into(graph);
        graph.setScore(losses.get(losses.size() - 1).total());
        for (TrainingListener listener : List.copyOf(graph.getListeners())) {
            listener.iterationDone(graph, iteration - 1, start.epoch());
        }
    }

    /** Returns the mean of {@link Outcome#numbers}. */
    static float[] mean(List<Outcome> outcomes) {
        float[] mean = new float[outcomes.get(0).numbers().length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (Outcome outcome : outcomes) {
                sum += outcome.numbers()[i];
            }
            mean[i] = (float) (sum / outcomes.size());
        }
        return mean;
    }

    /** Returns the losses of each step, means over the workers. */
    public static List<LossValues> meanLosses(List<List<LossValues>> workers) {
        List<LossValues> means = new ArrayList<>();
        for (int step = 0; step < workers.get(0).size(); step++) {
            int number = step;
            means.add(LossValues.mean(workers.stream().map(w -> w.get(number)).toList()));
        }
        return means;
    }
}
