package org.lgsc.core.weights;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.layers.AddVertex;
import org.lgsc.core.layers.BatchNorm2d;
import org.lgsc.core.layers.ConcatVertex;
import org.lgsc.core.layers.Conv2d;
import org.lgsc.core.layers.Norm2d;
import org.lgsc.core.layers.UpConv2d;
import org.lgsc.core.model.Calibration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Determines which convolutions of a network use integer products in precision int8, and the norms
 * that are folded into them.
 *
 * @param network exported network
 * @param ranges calibrated ranges of maps by vertex; empty for a float network
 * @param floats convolutions that stay float32
 */
record WholeProducts(
        ComputationGraph network, Map<String, Calibration.Range> ranges, Set<String> floats) {
    /** Vertices that a vertex reads. */
    List<String> inputs(String vertex) {
        return network.getConfiguration().getVertexInputs().getOrDefault(vertex, List.of());
    }

    private @Nullable Layer layer(String vertex) {
        return network.getConfiguration().getVertices().get(vertex) instanceof LayerVertex v
                ? v.getLayerConf().getLayer()
                : null;
    }

    private long channels(String name) {
        Layer layer = layer(name);
        if (layer instanceof Conv2d || layer instanceof UpConv2d) {
            return network.getParam(name + "_W").size(0);
        }
        List<String> inputs = inputs(name);
        if (inputs.isEmpty()) {
            return 3; // the picture
        }
        long first = channels(inputs.get(0));
        return network.getConfiguration().getVertices().get(name) instanceof ConcatVertex
                ? first + channels(inputs.get(1))
                : first;
    }

    /**
     * Whether a vertex reads the map of another one rounded to integers, by which runtimes
     * recognise operations from integers to integers. An up-convolution rounds its input itself.
     */
    boolean isRounded(String input, String reader) {
        return ranges.containsKey(input)
                && channels(input) >= Calibration.FEWEST_CHANNELS
                && !reader.equals(folded(input))
                && !isReadByFloats(input)
                && !(layer(reader) instanceof UpConv2d);
    }

    /** Whether a convolution of floats reads the map, as it is or as part of another. */
    private boolean isReadByFloats(String vertex) {
        return network.getConfiguration().getVertices().keySet().stream()
                .filter(reader -> inputs(reader).contains(vertex))
                .anyMatch(
                        reader ->
                                floats.contains(reader)
                                        || !isConvolution(reader)
                                                && !isSum(reader)
                                                && isReadByFloats(reader));
    }

    private boolean isConvolution(String vertex) {
        return layer(vertex) instanceof Conv2d || layer(vertex) instanceof UpConv2d;
    }

    private boolean isSum(String vertex) {
        return network.getConfiguration().getVertices().get(vertex) instanceof AddVertex;
    }

    /** Whether precision int8 computes this convolution with integers. */
    boolean isWhole(String convolution) {
        return isConvolution(convolution)
                && !floats.contains(convolution)
                && network.getParam(convolution + "_W").size(1) >= Calibration.FEWEST_CHANNELS
                && ranges.containsKey(inputs(convolution).get(0));
    }

    /** The batch norm that is folded into an integer convolution, or null. */
    @Nullable String folded(String convolution) {
        String norm = null;
        int readers = 0;
        for (String name : network.getConfiguration().getVertices().keySet()) {
            for (String input : inputs(name)) {
                if (input.equals(convolution)) {
                    readers++;
                    norm = name;
                }
            }
        }
        return isWhole(convolution)
                        && readers == 1
                        && norm != null
                        && layer(norm) instanceof BatchNorm2d
                ? norm
                : null;
    }

    /** Weights of an integer convolution with its norm folded in. */
    OnnxQuantiser.Weights weights(String name) {
        INDArray parameter = network.getParam(name + "_W");
        float[] weights = parameter.castTo(DataType.FLOAT).dup('c').data().asFloat();
        String norm = folded(name);
        float[] bias = null;
        if (norm != null && layer(norm) instanceof Norm2d conf) {
            double eps = conf.getEps();
            bias = new float[(int) parameter.size(0)];
            int each = weights.length / bias.length;
            for (int o = 0; o < bias.length; o++) {
                double gain = number(norm, "gamma", o) / Math.sqrt(number(norm, "var", o) + eps);
                bias[o] = (float) (number(norm, "beta", o) - number(norm, "mean", o) * gain);
                for (int i = o * each; i < (o + 1) * each; i++) {
                    weights[i] = (float) (weights[i] * gain);
                }
            }
        }
        return new OnnxQuantiser.Weights(name, parameter.shape(), weights, bias);
    }

    private double number(String vertex, String key, int index) {
        return network.getParam(vertex + "_" + key).getDouble(index);
    }
}
