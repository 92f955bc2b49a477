package org.lgsc.train.spark;

import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.train.internal.parallel.LocalSteps;
import org.lgsc.train.internal.parallel.NetworkState;

/**
 * A task of several steps between two averages. Its result depends only on its arguments, so a task
 * may be retried or run twice, on any machine.
 *
 * @param training names the network
 * @param configuration configuration of the network, as JSON
 * @param start weights and updater with which all tasks begin
 * @param probe is called when the task begins
 */
record MakeLocalSteps(
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
        long begin = System.nanoTime();
        NetworkState state = start.value();
        long fetched = System.nanoTime();
        LocalSteps.Outcome outcome =
                LocalSteps.make(graph, state, parts.stream().map(BatchPart::toShare).toList());
        sum.took((fetched - begin) / 1e6, (System.nanoTime() - fetched) / 1e6);
        sum.add(outcome.numbers(), outcome.losses());
        Replicas.giveBack(training, graph); // a failed one is left to the garbage collector
        return sum;
    }
}
