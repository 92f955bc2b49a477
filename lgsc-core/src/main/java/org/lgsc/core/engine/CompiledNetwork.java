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
import org.lgsc.core.internal.network.FoldedNorm;
import org.lgsc.core.internal.network.Wiring;
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
 * folded into the convolutions before them ({@link FoldedNorm}), and a residual sum with its ReLU
 * is folded into the convolution that computes one of its terms.
 */
final class CompiledNetwork implements AutoCloseable {
    private final Wiring wiring;
    private final MapForms forms;
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
        wiring = new Wiring(graph.getConfiguration(), last);
        forms = new MapForms(wiring, precision, calibration);
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
            float[] bias = fold(graph, name, weights);
            if (forms.keepsSums()) {
                Filter.round(weights, bias.length, conv.getKernel(), forms.input(name).numbers());
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
        if (!forms.isWhole(name)) {
            return Filter.upward(
                    weights,
                    up.getOutputChannels(),
                    up.getInputChannels(),
                    forms.input(name).numbers());
        }
        return Filter.transposed(
                weights, fold(graph, name, weights), up.getInputChannels(), forms.keepsSums());
    }

    /** Folds the norm after a convolution, if any, into its weights and returns the bias. */
    private float[] fold(ComputationGraph graph, String name, float[] weights) {
        String norm = forms.normOf(name);
        if (norm == null) {
            return new float[(int) wiring.channels(name)];
        }
        return new FoldedNorm(
                        values(graph, norm, "gamma"),
                        values(graph, norm, "beta"),
                        values(graph, norm, "mean"),
                        values(graph, norm, "var"),
                        wiring.layer(norm, Norm2d.class).getEps())
                .into(weights);
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

    MapForms forms() {
        return forms;
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
        return new Compilation(wiring, forms, filters, vectors, layout, watcher)
                .program(samples, height, width);
    }

    @Override
    public void close() {
        filters.values().forEach(Filter::close);
    }
}
