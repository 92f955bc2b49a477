package org.lgsc.core.loss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.internal.RootFormat;

/**
 * The losses of a network's last step, read from its heads.
 *
 * @param total loss reported by the network: the sum of the weighted losses and any weight decay
 *     term
 * @param heads value of each head without its weight, by vertex name, in the order of the outputs
 */
public record LossValues(double total, Map<String, Double> heads) {
    /** Reads the losses; NaN before the first step. */
    public static LossValues of(ComputationGraph graph) {
        return new LossValues(graph.score(), byHead(graph, LossHeadRuntime::lastLoss));
    }

    /**
     * Scales one head from the next step on, in addition to its weight; 1 restores it. Used for
     * ramps: the regression loss suppresses the cue when it acts before the features separate.
     *
     * @throws IllegalArgumentException when the network has no such head
     */
    public static void scaleHead(ComputationGraph graph, String head, double scale) {
        if (!(scale >= 0)) {
            throw new IllegalArgumentException(
                    "the scale of a head must be at least 0, was " + scale);
        }
        if (!graph.getConfiguration().getNetworkOutputs().contains(head)
                || !(graph.getLayer(head) instanceof LossHeadRuntime runtime)) {
            throw new IllegalArgumentException(
                    RootFormat.of("the network has no loss head \"%s\"", head));
        }
        runtime.setScale(scale);
    }

    /**
     * Returns the scale of every head, see {@link #scaleHead}; a copy of a network does not keep
     * the scales.
     *
     * @return scales by vertex name
     */
    public static Map<String, Double> scales(ComputationGraph graph) {
        return byHead(graph, LossHeadRuntime::scale);
    }

    private static Map<String, Double> byHead(
            ComputationGraph graph, Function<LossHeadRuntime, Double> value) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String output : graph.getConfiguration().getNetworkOutputs()) {
            if (graph.getLayer(output) instanceof LossHeadRuntime head) {
                values.put(output, value.apply(head));
            }
        }
        return values;
    }

    /**
     * Returns the losses of a batch whose parts, of equal size, were computed separately.
     *
     * @param parts at least one, with the same heads
     */
    public static LossValues mean(List<LossValues> parts) {
        Map<String, Double> heads = new LinkedHashMap<>();
        double total = 0;
        for (LossValues part : parts) {
            part.heads().forEach((head, value) -> heads.merge(head, value, Double::sum));
            total += part.total();
        }
        heads.replaceAll((head, sum) -> sum / parts.size());
        return new LossValues(total / parts.size(), heads);
    }
}
