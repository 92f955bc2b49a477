package org.lgsc.train.internal.parallel;

import java.io.Serializable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Everything of a network that a step changes.
 *
 * @param weights in the order of {@link ComputationGraph#params()}, running statistics among them
 * @param updater the updater's state; empty for an updater without one
 * @param iteration number of steps made, which decides learning rate and Adam's correction
 * @param epoch epoch by Deeplearning4j's count
 */
public record NetworkState(float[] weights, float[] updater, int iteration, int epoch)
        implements Serializable {
    /** Copies the current state of a network. */
    public static NetworkState of(ComputationGraph graph) {
        return of(graph, updaterOf(graph));
    }

    /** Copies the current state of a network except that of its updater. */
    public static NetworkState withoutUpdater(ComputationGraph graph) {
        return of(graph, new float[0]);
    }

    private static NetworkState of(ComputationGraph graph, float[] updater) {
        ComputationGraphConfiguration counts = graph.getConfiguration();
        return new NetworkState(
                graph.params().toFloatVector(),
                updater,
                counts.getIterationCount(),
                counts.getEpochCount());
    }

    static float[] updaterOf(ComputationGraph graph) {
        INDArray state = graph.getUpdater().getStateViewArray();
        return state == null ? new float[0] : state.toFloatVector();
    }

    /** Returns the number of values that are sent. */
    public long size() {
        return (long) weights.length + updater.length;
    }

    /** Sets a network of the same configuration to this state. */
    public void into(ComputationGraph graph) {
        assign(graph.params(), weights);
        if (updater.length > 0) {
            assign(graph.getUpdater().getStateViewArray(), updater);
        }
        graph.getConfiguration().setIterationCount(iteration);
        graph.getConfiguration().setEpochCount(epoch);
    }

    private static void assign(INDArray array, float[] values) {
        array.assign(Nd4j.create(values, array.shape(), 'c'));
    }
}
