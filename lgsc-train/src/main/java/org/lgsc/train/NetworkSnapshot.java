package org.lgsc.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A copy of a network's numbers before a step, in arrays that are allocated once. It includes the
 * running statistics of batch norms, which are parameters.
 */
final class NetworkSnapshot {
    private final ComputationGraph graph;
    private final INDArray params;
    private final @Nullable INDArray updater;
    private int iteration;

    NetworkSnapshot(ComputationGraph graph) {
        this.graph = graph;
        params = like(graph.params());
        INDArray state = graph.getUpdater().getStateViewArray();
        updater = state == null ? null : like(state);
    }

    private static INDArray like(INDArray array) {
        return Nd4j.createUninitializedDetached(array.dataType(), array.shape());
    }

    void keep() {
        params.assign(graph.params());
        if (updater != null) {
            updater.assign(graph.getUpdater().getStateViewArray());
        }
        iteration = graph.getConfiguration().getIterationCount();
    }

    void rollBack() {
        graph.params().assign(params);
        if (updater != null) {
            graph.getUpdater().getStateViewArray().assign(updater);
        }
        graph.getConfiguration().setIterationCount(iteration);
    }
}
