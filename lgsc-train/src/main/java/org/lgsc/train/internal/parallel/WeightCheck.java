package org.lgsc.train.internal.parallel;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Looks for numbers in a network that training cannot continue with.
 *
 * @param largestWeight largest magnitude of a weight; NaN when a weight is not a number
 * @param stateFinite whether the updater's state is finite
 */
public record WeightCheck(double largestWeight, boolean stateFinite) {
    /** Forgets what earlier steps found; necessary before the steps to be checked. */
    public static void begin(ComputationGraph graph) {
        if (graph.getUpdater() instanceof FlatAdam flat) {
            flat.takeCheck();
        }
    }

    /** Returns what the last step found while it wrote the numbers, or else reads them all. */
    public static WeightCheck of(ComputationGraph graph) {
        WeightCheck found = graph.getUpdater() instanceof FlatAdam flat ? flat.takeCheck() : null;
        return found != null ? found : read(graph);
    }

    private static WeightCheck read(ComputationGraph graph) {
        INDArray weights = graph.params();
        // the maximum ignores NaN, the sum does not
        boolean numbers = Double.isFinite(weights.sumNumber().doubleValue());
        INDArray state = graph.getUpdater().getStateViewArray();
        return new WeightCheck(
                numbers ? weights.amaxNumber().doubleValue() : Double.NaN,
                state == null || Double.isFinite(state.sumNumber().doubleValue()));
    }
}
