package org.lgsc.core.engine;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.onednn.Filter;
import org.lgsc.core.internal.onednn.MapLayout;
import org.lgsc.core.internal.onednn.Program;
import org.lgsc.core.internal.onednn.ProgramBuilder;
import org.lgsc.core.layers.AddVertex;
import org.lgsc.core.layers.BatchNorm2d;
import org.lgsc.core.layers.ConcatVertex;
import org.lgsc.core.layers.Conv2d;
import org.lgsc.core.layers.MaxPool2d;
import org.lgsc.core.layers.Norm2d;
import org.lgsc.core.layers.Relayout;
import org.lgsc.core.layers.UpConv2d;
import org.lgsc.core.model.Calibration;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The part of a network that computes the cue map, with a snapshot of its weights. Batch norms are
 * folded into the convolutions before them, {@code W' = W gamma / sqrt(var + eps)} and {@code b' =
 * beta - mean gamma / sqrt(var + eps)}, and a residual sum with its ReLU is folded into the
 * convolution that computes one of its terms.
 */
final class CompiledNetwork implements AutoCloseable {
    private final Wiring wiring;
    private final Map<String, Filter> filters = new LinkedHashMap<>();
    private final Map<String, float[]> vectors = new HashMap<>();
    private final MapLayout layout;
    private @Nullable BiConsumer<String, FloatBuffer> watcher;
    private final double multiplicationsOfPixel;

    /**
     * @param last vertex whose map is computed
     * @param precision precision of maps and products
     * @param calibration ranges of maps for int8; null for other precisions
     * @throws IllegalArgumentException when a weight is NaN, infinite or implausibly large, or when
     *     one of the vertices is not of this library
     */
    CompiledNetwork(
            ComputationGraph graph,
            String last,
            Precision precision,
            @Nullable Calibration calibration) {
        wiring = new Wiring(graph.getConfiguration(), last, precision, calibration);
        for (String name : wiring.order()) {
            snapshot(graph, name);
        }
        // other types than float32 are as fast in pixel layout, and have no Winograd convolutions
        boolean blocks =
                precision == Precision.FLOAT32
                        && wiring.fillsBlocks()
                        && ProgramBuilder.hasWinograd();
        layout = blocks ? MapLayout.BLOCKS : MapLayout.PIXELS;
        multiplicationsOfPixel = wiring.multiplicationsOfPixel();
    }

    private void snapshot(ComputationGraph graph, String name) {
        Layer layer = wiring.layer(name);
        if (layer instanceof Conv2d conv) {
            float[] weights = values(graph, name, "W");
            float[] bias = new float[(int) conv.getOutputChannels()];
            String norm = wiring.normOf(name);
            if (norm != null) {
                fold(graph, norm, weights, bias);
            }
            if (wiring.keepsSums()) {
                Filter.round(weights, bias.length, conv.getKernel(), wiring.input(name).numbers());
            }
            filters.put(name, Filter.of(weights, bias, conv.getInputChannels(), conv.getKernel()));
        } else if (layer instanceof UpConv2d up) {
            filters.put(name, upward(graph, name, up));
        } else if (layer instanceof Norm2d) {
            List<String> keys =
                    layer instanceof BatchNorm2d
                            ? List.of("gamma", "beta", "mean", "var")
                            : List.of("gamma", "beta");
            keys.forEach(key -> vectors.put(name + "_" + key, values(graph, name, key)));
        } else if (!(layer instanceof MaxPool2d
                || layer instanceof Relayout
                || wiring.vertex(name) instanceof AddVertex
                || wiring.vertex(name) instanceof ConcatVertex)) {
            throw new IllegalArgumentException(
                    RootFormat.of("vertex \"%s\" cannot be run by the inference engine", name));
        }
    }

    private Filter upward(ComputationGraph graph, String name, UpConv2d up) {
        float[] weights = values(graph, name, "W");
        if (!wiring.isWhole(name)) {
            return Filter.upward(
                    weights,
                    up.getOutputChannels(),
                    up.getInputChannels(),
                    wiring.input(name).numbers());
        }
        float[] bias = new float[(int) up.getOutputChannels()];
        String norm = wiring.normOf(name);
        if (norm != null) {
            fold(graph, norm, weights, bias);
        }
        return Filter.transposed(weights, bias, up.getInputChannels(), wiring.keepsSums());
    }

    private void fold(ComputationGraph graph, String norm, float[] weights, float[] bias) {
        float[] gamma = values(graph, norm, "gamma");
        float[] beta = values(graph, norm, "beta");
        float[] mean = values(graph, norm, "mean");
        float[] variance = values(graph, norm, "var");
        double eps = wiring.layer(norm, Norm2d.class).getEps();
        int perOutput = weights.length / bias.length;
        for (int c = 0; c < bias.length; c++) {
            double factor = gamma[c] / Math.sqrt(variance[c] + eps);
            bias[c] = (float) (beta[c] - mean[c] * factor);
            for (int i = c * perOutput; i < (c + 1) * perOutput; i++) {
                weights[i] = (float) (weights[i] * factor);
            }
        }
    }

    private static float[] values(ComputationGraph graph, String vertex, String key) {
        INDArray parameter = graph.getParam(vertex + "_" + key);
        float[] values = parameter.dup('c').data().asFloat();
        for (float value : values) {
            if (!(Math.abs(value) <= InferenceEngine.LARGEST_WEIGHT)) {
                throw new IllegalArgumentException(
                        RootFormat.of(
                                "parameter \"%s\" of layer \"%s\" contains %s; no trained network has"
                                        + " such a value",
                                key, vertex, value));
            }
        }
        return values;
    }

    Wiring wiring() {
        return wiring;
    }

    /** Number of multiplications of the convolutions for one image of the given size. */
    long multiplications(long height, long width) {
        return (long) (multiplicationsOfPixel * height * width);
    }

    /**
     * Passes the maps of programs that are compiled from now on to a consumer, by vertex, at each
     * run.
     */
    void watch(BiConsumer<String, FloatBuffer> consumer) {
        watcher = consumer;
    }

    /** Builds the program for one shape of input. */
    Program compile(long samples, long height, long width) {
        return new Compilation(wiring, filters, vectors, layout, watcher)
                .program(samples, height, width);
    }

    @Override
    public void close() {
        filters.values().forEach(Filter::close);
    }
}
