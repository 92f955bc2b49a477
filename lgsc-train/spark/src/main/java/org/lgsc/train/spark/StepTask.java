package org.lgsc.train.spark;

import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.internal.parallel.GradientStep;
import org.lgsc.train.internal.parallel.LocalSteps;
import org.lgsc.train.internal.parallel.NetworkState;

/**
 * A task of a step, or of several steps between two averages. Its result depends only on its
 * arguments, so a task may be retried or run twice, on any machine.
 *
 * @param training names the network
 * @param configuration configuration of the network, as JSON
 * @param start weights with which all tasks begin, and the updater for several steps
 * @param probe is called when the task begins
 */
record StepTask(
        String training,
        Broadcast<String> configuration,
        Broadcast<NetworkState> start,
        TaskProbe probe)
        implements Function2<GradientSum, List<BatchPart>, GradientSum> {
    @Override
    public GradientSum call(GradientSum sum, List<BatchPart> parts) {
        TaskContext task = TaskContext.get();
        probe.begins(parts.get(0).number(), task.attemptNumber());
        NativeThreads.limit(task.cpus());
        ComputationGraph graph = Replicas.borrow(training, configuration.value());
        if (parts.size() == 1) {
            gradient(graph, parts.get(0), sum);
        } else {
            localSteps(graph, parts, sum);
        }
        Replicas.giveBack(training, graph); // a failed one is left to the garbage collector
        return sum;
    }

    private void gradient(ComputationGraph graph, BatchPart part, GradientSum sum) {
        long begin = System.nanoTime();
        start.value().into(graph);
        long fetched = System.nanoTime();
        part.scales().forEach((head, scale) -> LossValues.scaleHead(graph, head, scale));
        LossValues losses = GradientStep.compute(graph, part.toBatch(), part.seed());
        sum.took((fetched - begin) / 1e6, (System.nanoTime() - fetched) / 1e6);
        sum.add(GradientStep.gradient(graph).toFloatVector(), losses);
    }

    private void localSteps(ComputationGraph graph, List<BatchPart> parts, GradientSum sum) {
        long begin = System.nanoTime();
        NetworkState state = start.value();
        long fetched = System.nanoTime();
        LocalSteps.Outcome outcome =
                LocalSteps.make(graph, state, parts.stream().map(BatchPart::toShare).toList());
        sum.took((fetched - begin) / 1e6, (System.nanoTime() - fetched) / 1e6);
        sum.add(outcome.numbers(), outcome.losses());
    }
}
