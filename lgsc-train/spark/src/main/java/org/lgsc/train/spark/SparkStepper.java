package org.lgsc.train.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.LgscException;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.internal.parallel.BatchParts;
import org.lgsc.train.internal.parallel.GradientStep;
import org.lgsc.train.parallel.Stepper;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes steps on a cluster: the weights are broadcast, each task computes the gradient of one part
 * of the batch, and the network here, which alone has updater state, is updated by their mean. The
 * same as {@link org.lgsc.train.internal.parallel.ParallelStepper} with as many workers, up to the rounding
 * of the sum.
 */
final class SparkStepper implements Stepper {
    /** Levels of the sum: its parts are as large as the network, and the driver has little room. */
    private static final int DEPTH = 2;

    private static final double MILLISECOND = 1e6;

    private final JavaSparkContext spark;
    private final ComputationGraph graph;
    private final int workers;
    private final TaskProbe probe;
    private final GradientFormat format;
    private final StepCost.Listener listener;
    private final String training = UUID.randomUUID().toString();
    private final Broadcast<String> configuration;

    SparkStepper(
            JavaSparkContext spark,
            ComputationGraph graph,
            int workers,
            TaskProbe probe,
            GradientFormat format,
            StepCost.Listener listener) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1, were " + workers);
        }
        this.spark = spark;
        this.graph = graph;
        this.workers = workers;
        this.probe = probe;
        this.format = format;
        this.listener = listener;
        this.configuration = spark.broadcast(graph.getConfiguration().toJson());
    }

    @Override
    public LossValues step(org.nd4j.linalg.dataset.api.MultiDataSet batch, long seed) {
        List<MultiDataSet> split = BatchParts.split(batch, workers);
        List<BatchPart> parts = new ArrayList<>(workers);
        for (int i = 0; i < workers; i++) {
            parts.add(BatchPart.of(i, BatchParts.seed(seed, i), split.get(i)));
        }
        long start = System.nanoTime();
        Broadcast<float[]> weights = spark.broadcast(graph.params().toFloatVector());
        long sent = System.nanoTime();
        GradientSum sum;
        try {
            sum =
                    spark.parallelize(parts, workers)
                            .treeAggregate(
                                    new GradientSum(format),
                                    new ComputeGradient(
                                            training,
                                            configuration,
                                            weights,
                                            new LinkedHashMap<>(LossValues.scales(graph)),
                                            probe),
                                    GradientSum::merge,
                                    DEPTH);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // Spark's own are checked, but not declared
            throw LgscException.of(
                    e,
                    "A task of the cluster failed in all its attempts: %s Spark's own "
                            + "log says more.",
                    SparkCluster.firstLine(e));
        } finally {
            weights.destroy();
        }
        long collected = System.nanoTime();
        INDArray gradient = GradientStep.gradient(graph);
        gradient.assign(Nd4j.create(sum.mean(), gradient.shape(), 'c'));
        LossValues losses = sum.meanLosses();
        GradientStep.apply(graph, (int) parts.get(0).shape()[0], losses.total());
        listener.paid(
                cost(parts, sum, sent - start, collected - sent, System.nanoTime() - collected));
        return losses;
    }

    private StepCost cost(
            List<BatchPart> parts, GradientSum sum, long broadcast, long job, long update) {
        double fetch = sum.fetching();
        double compute = sum.computing();
        return new StepCost(
                workers,
                graph.numParams() * Float.BYTES,
                graph.numParams() * format.bytes(),
                parts.stream().mapToLong(p -> (long) p.features().length * Float.BYTES).sum(),
                broadcast / MILLISECOND,
                fetch,
                compute,
                Math.max(0, job / MILLISECOND - fetch - compute),
                update / MILLISECOND);
    }

    @Override
    public void close() {
        configuration.destroy();
        Replicas.forget(training);
    }
}
