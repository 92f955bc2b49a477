package org.lgsc.train.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.train.internal.parallel.GradientStep;

/**
 * The networks of an executor: built once and lent to one task at a time, because a JVM runs many
 * short tasks.
 */
final class Replicas {
    /** Number of trainings whose networks are kept: the encoder's and the entire network's. */
    private static final int KEPT = 2;

    private static final Map<String, Deque<ComputationGraph>> IDLE =
            new LinkedHashMap<>(16, 0.75f, true);

    private Replicas() {}

    /**
     * @param training names the network
     * @param configuration configuration of the network, as JSON
     */
    static ComputationGraph borrow(String training, String configuration) {
        synchronized (IDLE) {
            Deque<ComputationGraph> idle = IDLE.get(training);
            if (idle != null && !idle.isEmpty()) {
                return idle.pop();
            }
        }
        return GradientStep.replica(ComputationGraphConfiguration.fromJson(configuration));
    }

    static void giveBack(String training, ComputationGraph graph) {
        synchronized (IDLE) {
            IDLE.computeIfAbsent(training, t -> new ArrayDeque<>()).push(graph);
            while (IDLE.size() > KEPT) {
                IDLE.remove(IDLE.keySet().iterator().next());
            }
        }
    }

    static void forget(String training) {
        synchronized (IDLE) {
            IDLE.remove(training);
        }
    }
}
