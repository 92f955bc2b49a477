package org.lgsc.core.layers;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.onednn.SharedMaps;

/**
 * Settings of a network's computation in {@code fit} that determine speed and rounding and are not
 * part of its configuration. By default a network multiplies floats and computes all gradients.
 */
public final class TrainingPass {
    private TrainingPass() {}

    /**
     * Prepares a network for training, which does not need the gradient of the image.
     *
     * @param graph initialised network
     * @param factors number format of the factors of convolutions in training, FLOAT32 or BFLOAT16:
     *     maps, weights, sums and gradients stay floats and are rounded for the products only.
     *     Inference is not changed.
     */
    public static void prepare(ComputationGraph graph, Numbers factors) {
        if (factors != Numbers.FLOAT32 && factors != Numbers.BFLOAT16) {
            throw new IllegalArgumentException(
                    "training multiplies FLOAT32 or BFLOAT16, not " + factors);
        }
        SharedMaps shared = new SharedMaps();
        for (Layer layer : graph.getLayers()) {
            if (layer instanceof ParamLayerRuntime<?> runtime) {
                runtime.prepare(factors, shared, !readsImage(graph, layer.conf().getLayer()));
            }
        }
    }

    /** Restores the default settings of a network. */
    public static void end(ComputationGraph graph) {
        for (Layer layer : graph.getLayers()) {
            if (layer instanceof ParamLayerRuntime<?> runtime) {
                runtime.prepare(Numbers.FLOAT32, new SharedMaps(), true);
            }
        }
    }

    /** Layers with parameters have one input. */
    private static boolean readsImage(
            ComputationGraph graph, org.deeplearning4j.nn.conf.layers.Layer layer) {
        Map<String, List<String>> inputs = graph.getConfiguration().getVertexInputs();
        List<String> networkInputs = graph.getConfiguration().getNetworkInputs();
        return inputs.getOrDefault(layer.getLayerName(), List.of()).stream()
                .anyMatch(
                        from ->
                                networkInputs.contains(from)
                                        || isRelayout(graph.getVertex(from))
                                                && networkInputs.containsAll(inputs.get(from)));
    }

    private static boolean isRelayout(GraphVertex vertex) {
        return vertex.hasLayer() && vertex.getLayer().conf().getLayer() instanceof Relayout;
    }
}
