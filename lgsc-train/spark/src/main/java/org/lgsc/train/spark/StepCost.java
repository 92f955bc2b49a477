package org.lgsc.train.spark;

import org.lgsc.core.Experimental;

/**
 * What a step on a cluster cost, or several between two averages, by phase. Milliseconds of a wall
 * clock.
 *
 * @param workers tasks of the step
 * @param steps 1, or how many every worker made by itself
 * @param weightBytes of the weights that every executor gets, and of the updater's state where
 *     workers make several steps
 * @param gradientBytes of the gradient, or of weights and state, that every task, or executor in a
 *     sum of several levels, sends
 * @param pictureBytes of all tasks' parts of the batch
 * @param broadcast the driver makes the weights ready
 * @param fetch the slowest task gets the weights and puts them into its network
 * @param compute the slowest task computes its gradient, or makes its steps
 * @param collect everything else until the sum is there: sending tasks and parts, waiting for a
 *     place, sending gradients and adding them
 * @param update the driver's network is updated by the mean
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
    /** All of it. */
    public double total() {
        return broadcast + fetch + compute + collect + update;
    }

    /** Is told after every step. */
    @FunctionalInterface
    public interface Listener {
        /** Does nothing. */
        Listener NONE = cost -> {};

        /** The step is done. */
        void paid(StepCost cost);
    }
}
