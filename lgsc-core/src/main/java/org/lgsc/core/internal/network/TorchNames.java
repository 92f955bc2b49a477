package org.lgsc.core.internal.network;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.layers.ParamLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Names of the parameters in a torch state_dict of LGSC: {@code encoder.*} and {@code aux.*} as in
 * torchvision's ResNet18; {@code d1} to {@code d5} with {@code up.weight}, {@code up_norm}, {@code
 * res.0}, {@code res.1}, {@code shortcut.weight}, {@code shortcut_norm}; {@code fc}.
 *
 * <p>Convolutions have the same shape on both sides; the weight of {@code fc} is [2, C] in torch
 * and [C, 2] in DL4J.
 */
public final class TorchNames {
    /**
     * One parameter on both sides.
     *
     * @param torch name in the state_dict
     * @param parameter name in the graph's parameter table, vertex_key
     * @param transposed whether the two shapes are each other's transpose
     */
    public record Entry(String torch, String parameter, boolean transposed) {}

    private TorchNames() {}

    /** Returns every parameter of the graph by its torch name, in the graph's order. */
    public static Map<String, Entry> of(ComputationGraph graph) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        graph.paramTable()
                .keySet()
                .forEach(
                        name -> {
                            Entry entry = entry(graph, name);
                            entries.put(entry.torch(), entry);
                        });
        return entries;
    }

    private static Entry entry(ComputationGraph graph, String parameter) {
        int split = parameter.lastIndexOf('_');
        String vertex = parameter.substring(0, split);
        String key = parameter.substring(split + 1);
        if (!(graph.getLayer(vertex).conf().getLayer() instanceof ParamLayer)) {
            return new Entry(
                    "fc." + (key.equals("W") ? "weight" : "bias"), parameter, key.equals("W"));
        }
        String suffix =
                switch (key) {
                    case "W", "gamma" -> "weight";
                    case "beta" -> "bias";
                    case "mean" -> "running_mean";
                    case "var" -> "running_var";
                    default -> throw new IllegalArgumentException("unknown parameter " + parameter);
                };
        return new Entry(module(vertex) + "." + suffix, parameter, false);
    }

    private static String module(String vertex) {
        String name =
                vertex.replace("downsample_conv", "downsample.0")
                        .replace("downsample_norm", "downsample.1");
        name = name.replaceFirst("_layer(\\d)_(\\d)_", ".layer$1.$2.");
        name = name.replaceFirst("^decoder(\\d)_", "d$1.").replaceFirst("\\.res(\\d)_", ".res.$1.");
        if (!name.endsWith("up_norm") && !name.endsWith("shortcut_norm")) {
            name = name.replaceFirst("norm(\\d)$", "bn$1");
        }
        return name.replaceFirst("^(encoder|aux)_", "$1.");
    }

    /**
     * Converts an array to its form in the state_dict: transposed if the entry requires it, 'c'
     * order.
     */
    public static INDArray toTorch(Entry entry, INDArray array) {
        INDArray value = entry.transposed() ? array.transpose() : array;
        return value.dup('c');
    }

    /** Converts an array to its form in the graph. */
    public static INDArray fromTorch(Entry entry, INDArray array) {
        return entry.transposed() ? array.transpose() : array;
    }
}
