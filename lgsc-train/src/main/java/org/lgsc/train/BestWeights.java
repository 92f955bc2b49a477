package org.lgsc.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.eval.report.PadReport;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps the weights, updater state and step count of the best epoch: lowest ACER on the development
 * split, then lowest D-EER, then the later epoch. An undefined rate (NaN) is the worst.
 */
final class BestWeights {
    private int epoch;
    private double acer;
    private double dEer;
    private PadReport report;
    private INDArray params;
    private INDArray updater;
    private int iteration;

    /**
     * @return whether this epoch is the best so far; its weights are then kept
     */
    boolean offer(int candidate, PadReport dev, ComputationGraph graph) {
        if (epoch > 0) {
            int order = Double.compare(dev.acer(), acer);
            if (order == 0) {
                order = Double.compare(dev.dEer(), dEer);
            }
            if (order > 0) {
                return false;
            }
        }
        epoch = candidate;
        report = dev;
        acer = dev.acer();
        dEer = dev.dEer();
        params = copy(graph.params(), params);
        updater = copy(graph.getUpdater().getStateViewArray(), updater);
        iteration = graph.getConfiguration().getIterationCount();
        return true;
    }

    private static INDArray copy(INDArray from, INDArray kept) {
        if (from == null) {
            return null; // a network without updater state
        }
        return kept == null ? from.dup() : kept.assign(from);
    }

    /** Whether any epoch was offered. */
    boolean present() {
        return epoch > 0;
    }

    /** The best epoch, from 1. */
    int epoch() {
        return epoch;
    }

    PadReport report() {
        return report;
    }

    /** What is kept beside the arrays; null when nothing is. */
    RunState.Best state() {
        return present() ? new RunState.Best(epoch, report, iteration) : null;
    }

    /** The kept arrays, to be written or filled; empty when nothing is kept. */
    Map<String, INDArray> arrays() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        if (present()) {
            arrays.put("best.params", params);
            if (updater != null) {
                arrays.put("best.updater", updater);
            }
        }
        return arrays;
    }

    /**
     * Takes over what another process kept; {@link #arrays} are to be filled then.
     *
     * @param state null for nothing
     */
    void restore(RunState.Best state, ComputationGraph graph) {
        if (state == null) {
            return;
        }
        epoch = state.epoch();
        report = state.report();
        acer = report.acer();
        dEer = report.dEer();
        iteration = state.iteration();
        params = copy(graph.params(), params);
        updater = copy(graph.getUpdater().getStateViewArray(), updater);
    }

    /** Puts the kept weights back. */
    void restore(ComputationGraph graph) {
        graph.params().assign(params);
        if (updater != null) {
            graph.getUpdater().getStateViewArray().assign(updater);
        }
        graph.getConfiguration().setIterationCount(iteration);
    }
}
