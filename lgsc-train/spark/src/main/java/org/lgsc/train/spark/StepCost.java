package org.lgsc.train.spark;

import org.lgsc.core.Experimental;

/**
 * The cost of a step on a cluster, or of several between two averages, by phase, in milliseconds of
 * a wall clock.
 *
 * @param workers number of tasks of the step
 * @param steps 1, or the number of steps that every worker made by itself
 * @param weightBytes size of the weights that every executor gets, and of the updater's state where
 *     workers make several steps
 * @param gradientBytes size of the gradient, or of weights and state, that every task, or executor
 *     in a sum of several levels, sends
 * @param pictureBytes size of all tasks' parts of the batch
 * @param broadcast time in which the driver prepares the weights
 * @param fetch time in which the slowest task gets the weights and sets its network
 * @param compute time in which the slowest task computes its gradient, or makes its steps
 * @param collect all other time until the sum is complete: sending tasks and parts, waiting for
 *     resources, sending gradients and adding them
 * @param update time in which the driver's network is updated by the mean
 */
@Experimental
public record StepCost(
        int workers,
        int steps,
        long weightBytes,
        long gradientBytes,
        long pictureBytes,
        double broadcast,
        double fetch,
        double compute,
        double collect,
        double update) {
    /** Returns the total time. */
    public double total() {
        return broadcast + fetch + compute + collect + update;
    }

    /** Receives the cost of every step. */
    @FunctionalInterface
    public interface Listener {
        /** Does nothing. */
        Listener NONE = cost -> {};

        /** Called after a step. */
        void paid(StepCost cost);
    }
}
