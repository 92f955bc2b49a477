package org.lgsc.train.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.LgscException;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.internal.parallel.GradientStep;
import org.lgsc.train.internal.parallel.LocalSteps;
import org.lgsc.train.internal.parallel.NetworkState;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.parallel.Stepper.PlannedStep;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes steps on a cluster: the weights are broadcast, each task computes the gradient of one part
 * of the batch, and the network in the driver, the only one with updater state, is updated by their
 * mean. The result is that of {@link org.lgsc.train.internal.parallel.ParallelStepper} with as many
 * workers, up to the rounding of the sum.
 */
final class SparkStepper implements Stepper {
    /**
     * Levels of the sum: each part is as large as the network, and the driver has little memory.
     */
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
        return steps(List.of(new PlannedStep(batch, seed, Map.of()))).get(0);
    }

    @Override
    public List<LossValues> steps(List<PlannedStep> steps) {
        Map<String, Double> scales = LossValues.scales(graph);
        List<List<BatchPart>> parts = new ArrayList<>(workers);
        for (int i = 0; i < workers; i++) {
            List<BatchPart> ofWorker = new ArrayList<>(); // which is serialisable
            for (LocalSteps.Share share : LocalSteps.shares(steps, scales, workers, i)) {
                ofWorker.add(BatchPart.of(i, share));
            }
            parts.add(ofWorker);
        }
        steps.get(steps.size() - 1).scaleHeads(graph);
        return make(parts, steps.size() == 1);
    }

    /**
     * @param gradient whether the tasks return the gradients of one step, not the results of
     *     several
     */
    private List<LossValues> make(List<List<BatchPart>> parts, boolean gradient) {
        long start = System.nanoTime();
        NetworkState state = gradient ? NetworkState.withoutUpdater(graph) : NetworkState.of(graph);
        Broadcast<NetworkState> sent = spark.broadcast(state);
        long ready = System.nanoTime();
        GradientSum sum = sum(parts, sent);
        long collected = System.nanoTime();
        List<LossValues> losses = sum.meanLosses();
        if (gradient) {
            INDArray mean = GradientStep.gradient(graph);
            mean.assign(Nd4j.create(sum.mean(), mean.shape(), 'c'));
            int partSize = (int) parts.get(0).get(0).shape()[0];
            GradientStep.apply(graph, partSize, losses.get(0).total());
        } else {
            LocalSteps.finish(graph, state, sum.mean(), losses);
        }
        paid(parts, sum, state.size(), new long[] {start, ready, collected});
        return losses;
    }

    private GradientSum sum(List<List<BatchPart>> parts, Broadcast<NetworkState> start) {
        try {
            return spark.parallelize(parts, workers)
                    .treeAggregate(
                            new GradientSum(format),
                            new StepTask(training, configuration, start, probe),
                            GradientSum::merge,
                            DEPTH);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // Spark's exceptions are checked, but not declared
            throw LgscException.of(
                    e,
                    "A task of the cluster failed in all its attempts: %s See Spark's own log for"
                            + " details.",
                    SparkCluster.firstLine(e));
        } finally {
            start.destroy();
        }
    }

    /**
     * Passes the cost to the listener.
     *
     * @param size number of values that are sent
     * @param times times at which the step began, the weights were ready and the sum was complete
     */
    private void paid(List<List<BatchPart>> parts, GradientSum sum, long size, long[] times) {
        double fetch = sum.fetching();
        double compute = sum.computing();
        listener.paid(
                new StepCost(
                        workers,
                        parts.get(0).size(),
                        size * Float.BYTES,
                        size * format.bytes(),
                        parts.stream()
                                .flatMap(List::stream)
                                .mapToLong(BatchPart::pictureBytes)
                                .sum(),
                        (times[1] - times[0]) / MILLISECOND,
                        fetch,
                        compute,
                        Math.max(0, (times[2] - times[1]) / MILLISECOND - fetch - compute),
                        (System.nanoTime() - times[2]) / MILLISECOND));
    }

    @Override
    public void close() {
        configuration.destroy();
        Replicas.forget(training);
    }
}
