package org.lgsc.core.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.network.WholeProducts;
import org.lgsc.core.internal.onednn.WeightRounding;
import org.lgsc.core.model.Calibration;

/**
 * Writes 8-bit integer convolutions into an ONNX graph in the form known as static QDQ: maps and
 * weights are quantised and dequantised again before the convolution, which a runtime replaces by
 * an integer convolution. The scales are those of precision int8.
 */
final class OnnxQuantiser {
    private static final float SMALLEST = 1e-20f;

    /** Largest absolute value of a rounded weight. */
    private static final int LARGEST = 127;

    private final OnnxGraph onnx;
    private final WholeProducts products;

    /** Quantised maps by vertex. */
    private final Map<String, String> quantised = new HashMap<>();

    /** Dequantised floats of the quantised maps, by vertex. */
    private final Map<String, String> rounded = new HashMap<>();

    /** Vertices whose scales have been added to the graph. */
    private final Set<String> scaled = new HashSet<>();

    OnnxQuantiser(OnnxGraph onnx, WholeProducts products) {
        this.onnx = onnx;
        this.products = products;
    }

    /** Weights [out, in, k, k] of a convolution, and its bias or null. */
    record Weights(String name, long[] shape, float[] values, float @Nullable [] bias) {}

    private float scale(String vertex) {
        Calibration.Range range = products.range(vertex);
        return range.largest() / (range.least() < 0 ? 127 : 255);
    }

    /** Adds constants and returns the inputs of a node that quantises or dequantises a map. */
    private List<String> scaled(String value, String vertex) {
        String scale = vertex + "_scale";
        String zero = vertex + "_zero";
        if (scaled.add(vertex)) {
            onnx.floats(scale, new long[0], scale(vertex));
            onnx.bytes(zero, products.range(vertex).least() < 0, new long[0], (byte) 0);
        }
        return List.of(value, scale, zero);
    }

    /** The map of a vertex as integers. */
    String quantised(String vertex, String value) {
        return quantised.computeIfAbsent(
                vertex, v -> onnx.node("QuantizeLinear", v + "_quantised", scaled(value, v)));
    }

    /** Adds a conversion of a vertex's quantised map from integers to floats. */
    String floats(String vertex, String value, String output) {
        return onnx.node("DequantizeLinear", output, scaled(value, vertex));
    }

    /** The map of a vertex as floats, rounded to quantised values. */
    String rounded(String vertex, String value) {
        return rounded.computeIfAbsent(vertex, v -> floats(v, quantised(v, value), v + "_rounded"));
    }

    /** Adds a convolution of a vertex's map; its name is from {@link #floats}. */
    String convolution(Weights weights, String input, String value, AttributeProto... attributes) {
        int outputs = (int) weights.shape()[0];
        int each = weights.values().length / outputs;
        int taps = products.keepsSums() ? (int) (weights.shape()[2] * weights.shape()[3]) : 1;
        float[] scales = new float[outputs];
        byte[] whole = new byte[weights.values().length];
        int[] bias = new int[outputs];
        float[] biasScales = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            float largest = SMALLEST;
            for (int i = o * each; i < (o + 1) * each; i++) {
                largest = Math.max(largest, Math.abs(weights.values()[i]));
            }
            scales[o] = largest / LARGEST;
            for (int i = o * each; i < (o + 1) * each; i += taps) {
                int[] some = WeightRounding.toWhole(weights.values(), i, taps, scales[o], LARGEST);
                for (int tap = 0; tap < taps; tap++) {
                    whole[i + tap] = (byte) some[tap];
                }
            }
            biasScales[o] = scales[o] * scale(input);
            bias[o] =
                    weights.bias() == null ? 0 : (int) Math.rint(weights.bias()[o] / biasScales[o]);
        }
        String name = weights.name();
        String zeros =
                onnx.bytes(name + "_weight_zero", true, new long[] {outputs}, new byte[outputs]);
        List<String> inputs = new ArrayList<>();
        inputs.add(value);
        inputs.add(
                onnx.node(
                        "DequantizeLinear",
                        name + "_weight_rounded",
                        List.of(
                                onnx.bytes(name + "_weight", true, weights.shape(), whole),
                                onnx.floats(name + "_weight_scale", new long[] {outputs}, scales),
                                zeros),
                        OnnxGraph.integer("axis", 0)));
        if (weights.bias() != null) {
            inputs.add(
                    onnx.node(
                            "DequantizeLinear",
                            name + "_bias_rounded",
                            List.of(
                                    onnx.integers(name + "_bias", bias),
                                    onnx.floats(
                                            name + "_bias_scale",
                                            new long[] {outputs},
                                            biasScales)),
                            OnnxGraph.integer("axis", 0)));
        }
        return onnx.node("Conv", name, inputs, attributes);
    }
}
