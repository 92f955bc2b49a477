package org.lgsc.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.lgsc.eval.report.PadReport;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps the weights, updater state and step count of the best epoch: lowest D-EER of videos on the
 * development split, then the largest area under the ROC curve, then the later epoch. An undefined
 * rate (NaN) is the worst. ACER is not used: the rate of the worst of several species depends on a
 * few samples.
 */
final class BestWeights {
    private int epoch;
    private double dEer;
    private double auc;
    private @Nullable PadReport report;
    private @Nullable INDArray params;
    private @Nullable INDArray updater;
    private int iteration;

    /** Keeps the weights if this epoch is the best so far, and returns whether it is. */
    boolean offer(int candidate, DevEvaluator.Outcome dev, ComputationGraph graph) {
        PadReport videos = dev.videos();
        if (epoch > 0) {
            int order = Double.compare(videos.dEer(), dEer);
            if (order == 0) {
                order = Double.compare(-videos.auc(), -auc);
            }
            if (order > 0) {
                return false;
            }
        }
        epoch = candidate;
        report = dev.report();
        dEer = videos.dEer();
        auc = videos.auc();
        params = copy(graph.params(), params);
        updater = copy(graph.getUpdater().getStateViewArray(), updater);
        iteration = graph.getConfiguration().getIterationCount();
        return true;
    }

    private static @Nullable INDArray copy(@Nullable INDArray from, @Nullable INDArray kept) {
        if (from == null) {
            return null; // this network has no updater state
        }
        return kept == null ? from.dup() : kept.assign(from);
    }

    boolean present() {
        return epoch > 0;
    }

    /** Returns the best epoch, from 1. */
    int epoch() {
        return epoch;
    }

    Optional<PadReport> report() {
        return Optional.ofNullable(report);
    }

    /** Returns the state that is kept in addition to the arrays; null when nothing is kept. */
    RunState.@Nullable Best state() {
        return report == null ? null : new RunState.Best(epoch, report, iteration, dEer, auc);
    }

    /** Returns the kept arrays, for writing or filling; empty when nothing is kept. */
    Map<String, INDArray> arrays() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        if (params != null) {
            arrays.put("best.params", params);
        }
        if (updater != null) {
            arrays.put("best.updater", updater);
        }
        return arrays;
    }

    /** Takes over the state of another process, if any; the caller then fills {@link #arrays}. */
    void restore(RunState.@Nullable Best state, ComputationGraph graph) {
        if (state == null) {
            return;
        }
        epoch = state.epoch();
        report = state.report();
        // checkpoints of earlier versions have no rates of their own
        dEer = Objects.requireNonNullElse(state.dEer(), state.report().dEer());
        auc = Objects.requireNonNullElse(state.auc(), state.report().auc());
        iteration = state.iteration();
        params = copy(graph.params(), params);
        updater = copy(graph.getUpdater().getStateViewArray(), updater);
    }

    void restore(ComputationGraph graph) {
        graph.params().assign(Objects.requireNonNull(params, "no epoch was kept"));
        if (updater != null) {
            graph.getUpdater().getStateViewArray().assign(updater);
        }
        graph.getConfiguration().setIterationCount(iteration);
    }
}
