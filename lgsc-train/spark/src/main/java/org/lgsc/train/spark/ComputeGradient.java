package org.lgsc.train.spark;

import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.internal.parallel.GradientStep;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A task of a step. Its result depends only on its arguments, so a task may be retried or run
 * twice, on any machine.
 *
 * @param training names the network
 * @param configuration configuration of the network, as JSON
 * @param weights all weights
 * @param probe is called when the task begins
 */
record ComputeGradient(
        String training,
        Broadcast<String> configuration,
        Broadcast<float[]> weights,
        TaskProbe probe)
        implements Function2<GradientSum, List<BatchPart>, GradientSum> {
    @Override
    public GradientSum call(GradientSum sum, List<BatchPart> only) {
        BatchPart part = only.get(0);
        TaskContext task = TaskContext.get();
        probe.begins(part.number(), task.attemptNumber());
        NativeThreads.limit(task.cpus());
        ComputationGraph graph = Replicas.borrow(training, configuration.value());
        long start = System.nanoTime();
        INDArray params = graph.params();
        params.assign(Nd4j.create(weights.value(), params.shape(), 'c'));
        long fetched = System.nanoTime();
        part.scales().forEach((head, scale) -> LossValues.scaleHead(graph, head, scale));
        LossValues losses = GradientStep.compute(graph, part.toBatch(), part.seed());
        sum.took((fetched - start) / 1e6, (System.nanoTime() - fetched) / 1e6);
        sum.add(GradientStep.gradient(graph).toFloatVector(), losses);
        Replicas.giveBack(training, graph); // a failed one is left to the garbage collector
        return sum;
    }
}
