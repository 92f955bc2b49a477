package org.lgsc.train.internal.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.layers.TrainingPass;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.parallel.Stepper.PlannedStep;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Splits every batch among workers, which are threads with a copy of the network each, and updates
 * the network once by the mean of their gradients.
 *
 * <p>Compared with one worker and the same batch this changes: batch norms see only the samples of
 * a part, the running statistics move by the mean of the parts', triplets are formed within a part,
 * the loss of the cue order compares the means of a part, and each part has another mask of
 * dropout. Everything else is the same: the other losses are means over the batch, of which equal
 * parts have equal shares, and any updater gets the same gradient except for the order of its sums.
 * The gradients are summed in the order of the workers, so the same seed and number of workers give
 * the same weights bit by bit on a CPU.
 *
 * <p>Each worker's native operations get an equal share of the OpenMP threads ({@link
 * NativeThreads}). Every worker but the first needs memory for the weights and a gradient, and
 * every worker needs memory for its activations. For {@link #steps several steps at once} every
 * worker needs a copy with an updater.
 */
public final class ParallelStepper implements Stepper {
    private final ComputationGraph graph;
    private final Numbers factors;
    private final List<Worker> workers = new ArrayList<>();

    /** Copy of the first worker, which otherwise works on the network itself; null until needed. */
    private @Nullable ComputationGraph firstsCopy;

    private static final class Worker {
        private final ComputationGraph network;
        private final ExecutorService thread;

        Worker(ComputationGraph network, int number) {
            this.network = network;
            this.thread =
                    Executors.newSingleThreadExecutor(
                            task -> {
                                Thread made = new Thread(task, "lgsc-worker-" + number);
                                made.setDaemon(true);
                                return made;
                            });
        }
    }

    /**
     * Copies the network; training listeners receive only the updates of the network itself.
     *
     * @param graph network that is trained
     * @param workers number of workers, at least 1
     */
    public ParallelStepper(ComputationGraph graph, int workers) {
        this(graph, workers, Numbers.FLOAT32);
    }

    /**
     * Works as {@link #ParallelStepper(ComputationGraph, int)}.
     *
     * @param factors number format of convolutions, FLOAT32 or BFLOAT16
     */
    public ParallelStepper(ComputationGraph graph, int workers, Numbers factors) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1, were " + workers);
        }
        this.graph = graph;
        this.factors = factors;
        int share = NativeThreads.share(workers);
        for (int i = 0; i < workers; i++) {
            ComputationGraph network = graph;
            if (i > 0) {
                network = GradientStep.replica(graph.getConfiguration());
            }
            TrainingPass.prepare(network, factors);
            this.workers.add(new Worker(network, i));
        }
        FlatAdam.install(graph);
        inWorkers(
                i ->
                        () -> {
                            NativeThreads.limit(share);
                            return share;
                        });
    }

    @Override
    public LossValues step(org.nd4j.linalg.dataset.api.MultiDataSet batch, long seed) {
        List<MultiDataSet> parts = BatchParts.split(batch, workers.size());
        Map<String, Double> scales = LossValues.scales(graph);
        INDArray weights = graph.params();
        // forward passes only read weights; the update waits for all of them
        List<LossValues> losses =
                inWorkers(
                        i ->
                                () -> {
                                    ComputationGraph network = workers.get(i).network;
                                    if (network != graph) {
                                        network.params().assign(weights);
                                        scales.forEach(
                                                (head, scale) ->
                                                        LossValues.scaleHead(network, head, scale));
                                    }
                                    return GradientStep.compute(
                                            network, parts.get(i), BatchParts.seed(seed, i));
                                });
        INDArray sum = GradientStep.gradient(graph);
        for (Worker worker : workers.subList(1, workers.size())) {
            sum.addi(GradientStep.gradient(worker.network));
        }
        sum.divi(workers.size());
        LossValues mean = LossValues.mean(losses);
        int partSize = (int) parts.get(0).getFeatures(0).size(0);
        GradientStep.apply(graph, partSize, mean.total());
        return mean;
    }

    /** Workers use copies of the network, so that it stays unchanged when one fails. */
    @Override
    public List<LossValues> steps(List<PlannedStep> steps) {
        if (steps.size() == 1) {
            PlannedStep one = steps.get(0);
            one.scaleHeads(graph);
            return List.of(step(one.batch(), one.seed()));
        }
        NetworkState start = NetworkState.of(graph);
        Map<String, Double> scales = LossValues.scales(graph);
        int count = workers.size();
        List<LocalSteps.Outcome> outcomes =
                inWorkers(
                        i ->
                                () ->
                                        LocalSteps.make(
                                                local(i),
                                                start,
                                                LocalSteps.shares(steps, scales, count, i)));
        List<LossValues> losses =
                LocalSteps.meanLosses(outcomes.stream().map(LocalSteps.Outcome::losses).toList());
        steps.get(steps.size() - 1).scaleHeads(graph);
        LocalSteps.finish(graph, start, LocalSteps.mean(outcomes), losses);
        return losses;
    }

    /** Returns a network that a worker may change. */
    private ComputationGraph local(int worker) {
        if (worker > 0) {
            return workers.get(worker).network;
        }
        if (firstsCopy == null) {
            firstsCopy = GradientStep.replica(graph.getConfiguration());
            TrainingPass.prepare(firstsCopy, factors);
        }
        return firstsCopy;
    }

    private interface Task<T> {
        Callable<T> of(int worker);
    }

    /** Runs a task in each worker and waits for all of them, also when one fails. */
    private <T> List<T> inWorkers(Task<T> task) {
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            running.add(workers.get(i).thread.submit(task.of(i)));
        }
        List<T> results = new ArrayList<>();
        Throwable problem = null;
        boolean interrupted = false;
        for (Future<T> one : running) {
            while (true) {
                try {
                    results.add(one.get());
                    break;
                } catch (InterruptedException e) {
                    interrupted = true; // networks must not be used while a worker computes
                } catch (ExecutionException e) {
                    problem = problem == null ? e.getCause() : problem;
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new LgscException("The training step was interrupted.");
        }
        if (problem instanceof RuntimeException exception) {
            throw exception;
        }
        if (problem instanceof Error error) {
            throw error;
        }
        if (problem != null) {
            throw new IllegalStateException("a worker failed", problem);
        }
        return results;
    }

    @Override
    public void close() {
        workers.forEach(w -> w.thread.shutdown());
        TrainingPass.end(graph);
    }
}
