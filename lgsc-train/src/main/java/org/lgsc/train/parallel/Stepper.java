package org.lgsc.train.parallel;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.loss.LossValues;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Makes training steps on one network: in this thread, in several, or on other machines. Between
 * two steps the network holds everything that the next one depends on, so it may be evaluated,
 * saved or restored with any stepper. For one thread at a time.
 */
public interface Stepper extends AutoCloseable {
    /**
     * Updates the network on a batch.
     *
     * @param batch features [N, 3, S, S] and labels [N, 1] for each head, live and spoof in turn
     * @param seed seed of all randomness in the step; not 0
     * @return the losses before the update
     */
    LossValues step(MultiDataSet batch, long seed);

    /**
     * Makes several steps before the network is used. Workers make them by themselves, each with an
     * updater of its own that starts as a copy of the network's; then the network and its updater
     * become the mean of theirs. A single step is {@link #step}, by the mean gradient; with one
     * worker several steps are as many calls of it.
     *
     * @param steps at least one; all batches are needed at once
     * @return the losses of each step before its update; with several workers, their means
     */
    List<LossValues> steps(List<PlannedStep> steps);

    /** Ends its threads; the network stays usable. */
    @Override
    void close();

    /** Makes steppers: a training may train more than one network. */
    @FunctionalInterface
    interface Factory {
        /**
         * Creates a stepper for a network.
         *
         * @param graph initialised network with {@link org.lgsc.core.loss.LossHead}s as its outputs
         */
        Stepper open(ComputationGraph graph);
    }

    /**
     * One of several steps that are made before their results are evaluated.
     *
     * @param batch features [N, 3, S, S] and labels [N, 1] for each head, live and spoof in turn
     * @param seed seed of all randomness in the step; not 0
     * @param scales scales of loss heads by name, as in {@link
     *     org.lgsc.core.loss.LossValues#scaleHead}; heads that are not named keep theirs
     */
    public record PlannedStep(MultiDataSet batch, long seed, Map<String, Double> scales) {
        /** Copies the scales. */
        public PlannedStep {
            Objects.requireNonNull(batch, "batch");
            scales = Map.copyOf(scales);
        }

        /** Sets the scales in a network. */
        public void scaleHeads(ComputationGraph graph) {
            scales.forEach((head, scale) -> LossValues.scaleHead(graph, head, scale));
        }
    }
}
