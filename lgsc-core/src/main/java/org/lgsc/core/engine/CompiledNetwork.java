package org.lgsc.core.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.layers.AddVertex;
import org.lgsc.core.layers.BatchNorm2d;
import org.lgsc.core.layers.ConcatVertex;
import org.lgsc.core.layers.Conv2d;
import org.lgsc.core.layers.InstanceNorm2d;
import org.lgsc.core.layers.MaxPool2d;
import org.lgsc.core.layers.Norm2d;
import org.lgsc.core.layers.Relayout;
import org.lgsc.core.layers.UpConv2d;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.onednn.Elementwise;
import org.lgsc.core.onednn.Filter;
import org.lgsc.core.onednn.MapLayout;
import org.lgsc.core.onednn.Program;
import org.lgsc.core.onednn.ProgramBuilder;
import org.lgsc.core.onednn.ProgramBuilder.Map4;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The part of a network that the cue map needs, with a snapshot of its weights: batch norms are
 * folded into the convolutions before them, {@code W' = W gamma / sqrt(var + eps)} and {@code b' =
 * beta - mean gamma / sqrt(var + eps)}, and a residual sum with its ReLU into the convolution that
 * makes one of its terms.
 */
final class CompiledNetwork implements AutoCloseable {
    private final String last;
    private final ComputationGraphConfiguration configuration;
    private final Map<String, Integer> readers = new HashMap<>();
    private final List<String> order = new ArrayList<>();
    private final Map<String, Filter> filters = new LinkedHashMap<>();
    private final Map<String, float[]> vectors = new HashMap<>();
    private final MapLayout layout;
    private final double multiplicationsOfPixel;

    /**
     * @param last the vertex whose map is wanted
     * @throws IllegalArgumentException when a weight is NaN, infinite or beyond all reason, or when
     *     the graph holds a vertex on the way to it that this library did not make
     */
    CompiledNetwork(ComputationGraph graph, String last) {
        this.last = last;
        configuration = graph.getConfiguration();
        findAncestors();
        for (String name : order) {
            snapshot(graph, name);
        }
        layout =
                fillsBlocks() && ProgramBuilder.hasWinograd() ? MapLayout.BLOCKS : MapLayout.PIXELS;
        multiplicationsOfPixel = multiplicationsOfPixel();
    }

    /** Of the convolutions, for one pixel of the image: sides are multiples of all strides. */
    private double multiplicationsOfPixel() {
        Map<String, Double> pixels = new HashMap<>(Map.of(LgscNetwork.IMAGE, 1.0));
        double sum = 0;
        for (String name : order) {
            String input = inputs(name).get(0);
            double own = pixels.get(input);
            if (layer(name) instanceof Conv2d conv) {
                own /= square(conv.getStride());
                sum += own * channels(name) * conv.getInputChannels() * square(conv.getKernel());
            } else if (layer(name) instanceof UpConv2d up) {
                sum += own * channels(name) * up.getInputChannels() * 9;
                own *= 4;
            } else if (layer(name) instanceof MaxPool2d pool) {
                own /= square(pool.getStride());
            }
            pixels.put(name, own);
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }

    /** Channels of a vertex's map. */
    private long channels(String name) {
        if (layer(name) instanceof Conv2d conv) {
            return conv.getOutputChannels();
        }
        if (layer(name) instanceof UpConv2d up) {
            return up.getOutputChannels();
        }
        long channels = channels(inputs(name).get(0));
        return vertex(name) instanceof ConcatVertex
                ? channels + channels(inputs(name).get(1))
                : channels;
    }

    /**
     * Whether all maps but image and cue have whole blocks of channels, and enough of them for
     * Winograd convolutions to pay.
     */
    private boolean fillsBlocks() {
        return order.stream()
                .map(this::layer)
                .filter(UpConv2d.class::isInstance)
                .map(UpConv2d.class::cast)
                .allMatch(up -> up.getOutputChannels() % 16 == 0 && up.getOutputChannels() >= 32);
    }

    /** Everything that the vertex needs, in an order in which it can run. */
    private void findAncestors() {
        Deque<String> open = new ArrayDeque<>(List.of(last));
        readers.put(last, 1);
        while (!open.isEmpty()) {
            for (String input : inputs(open.pop())) {
                if (readers.merge(input, 1, Integer::sum) == 1) {
                    open.push(input);
                }
            }
        }
        sort(last, new HashMap<>());
    }

    private void sort(String name, Map<String, Boolean> done) {
        if (name.equals(LgscNetwork.IMAGE) || done.put(name, true) != null) {
            return;
        }
        inputs(name).forEach(input -> sort(input, done));
        order.add(name);
    }

    private List<String> inputs(String vertex) {
        return configuration.getVertexInputs().getOrDefault(vertex, List.of());
    }

    private GraphVertex vertex(String name) {
        return configuration.getVertices().get(name);
    }

    private Layer layer(String name) {
        return vertex(name) instanceof LayerVertex v ? v.getLayerConf().getLayer() : null;
    }

    private boolean onlyReader(String name) {
        return readers.get(name) == 1;
    }

    /** The convolution that this batch norm folds into, or null. */
    private String folded(String norm) {
        if (!(layer(norm) instanceof BatchNorm2d)) {
            return null;
        }
        String input = inputs(norm).get(0);
        return layer(input) instanceof Conv2d && onlyReader(input) ? input : null;
    }

    private void snapshot(ComputationGraph graph, String name) {
        Layer layer = layer(name);
        if (layer instanceof Conv2d conv) {
            float[] weights = values(graph, name, "W");
            float[] bias = new float[(int) conv.getOutputChannels()];
            String norm = normOf(name);
            if (norm != null) {
                fold(graph, norm, weights, bias);
            }
            filters.put(name, Filter.of(weights, bias, conv.getInputChannels(), conv.getKernel()));
        } else if (layer instanceof UpConv2d up) {
            filters.put(
                    name,
                    Filter.upward(
                            values(graph, name, "W"),
                            up.getOutputChannels(),
                            up.getInputChannels()));
        } else if (layer instanceof Norm2d) {
            List<String> keys =
                    layer instanceof BatchNorm2d
                            ? List.of("gamma", "beta", "mean", "var")
                            : List.of("gamma", "beta");
            keys.forEach(key -> vectors.put(name + "_" + key, values(graph, name, key)));
        } else if (!(layer instanceof MaxPool2d
                || layer instanceof Relayout
                || vertex(name) instanceof AddVertex
                || vertex(name) instanceof ConcatVertex)) {
            throw new IllegalArgumentException(
                    "vertex \"" + name + "\" is none that the inference engine can run");
        }
    }

    /** The batch norm that folds into this convolution, or null. */
    private String normOf(String convolution) {
        for (String name : order) {
            if (convolution.equals(folded(name))) {
                return name;
            }
        }
        return null;
    }

    private void fold(ComputationGraph graph, String norm, float[] weights, float[] bias) {
        float[] gamma = values(graph, norm, "gamma");
        float[] beta = values(graph, norm, "beta");
        float[] mean = values(graph, norm, "mean");
        float[] variance = values(graph, norm, "var");
        double eps = ((Norm2d) layer(norm)).getEps();
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
                        "parameter \""
                                + key
                                + "\" of layer \""
                                + vertex
                                + "\" holds "
                                + value
                                + "; no trained network has such a value");
            }
        }
        return values;
    }

    /** Multiplications of the convolutions for one image of that size. */
    long multiplications(long height, long width) {
        return (long) (multiplicationsOfPixel * height * width);
    }

    /** Builds the program for one shape of input. */
    Program compile(long samples, long height, long width) {
        return new Compilation(samples, height, width).program();
    }

    @Override
    public void close() {
        filters.values().forEach(Filter::close);
    }

    /** One run over the vertices. */
    private final class Compilation {
        private final ProgramBuilder program = new ProgramBuilder(layout);
        private final Map<String, Map4> maps = new HashMap<>();

        /** Vertices whose result is the very memory of another's. */
        private final Map<Map4, Integer> openReads = new HashMap<>();

        private final long samples;
        private final long height;
        private final long width;

        Compilation(long samples, long height, long width) {
            this.samples = samples;
            this.height = height;
            this.width = width;
        }

        Program program() {
            for (String name : order) {
                Map4 result = run(name);
                if (result != null) {
                    put(name, result);
                }
            }
            return program.build(maps.get(last), channels(last));
        }

        private void put(String name, Map4 result) {
            maps.put(name, result);
            openReads.merge(result, readers.get(name), Integer::sum);
        }

        /** The map that a vertex reads; released after its last reader has been added. */
        private Map4 read(String name) {
            return maps.get(name);
        }

        private void doneWith(Map4... read) {
            for (Map4 map : read) {
                if (openReads.merge(map, -1, Integer::sum) == 0) {
                    program.release(map);
                }
            }
        }

        /** Adds the vertex; null when it is part of a later one. */
        private Map4 run(String name) {
            Layer layer = layer(name);
            if (layer instanceof Relayout relayout) {
                return relayout(name, relayout);
            }
            if (layer instanceof Conv2d) {
                return normOf(name) != null ? null : convolution(name, null, false);
            }
            if (layer instanceof BatchNorm2d norm) {
                return batchNorm(name, norm);
            }
            String input = inputs(name).get(0);
            if (layer instanceof InstanceNorm2d norm) {
                Map4 x = read(input);
                requireOnlyReader(input);
                openReads.merge(x, -1, Integer::sum); // in place
                return program.instanceNorm(
                        x,
                        vector(name, "gamma"),
                        vector(name, "beta"),
                        norm.getEps(),
                        norm.isRelu());
            }
            if (layer instanceof UpConv2d up) {
                Map4 x = read(input);
                Map4 out = program.upConvolution(x, filters.get(name), up.getOutputChannels());
                doneWith(x);
                return out;
            }
            if (layer instanceof MaxPool2d pool) {
                Map4 x = read(input);
                Map4 out =
                        program.maxPool(x, pool.getKernel(), pool.getStride(), pool.getPadding());
                doneWith(x);
                return out;
            }
            if (vertex(name) instanceof ConcatVertex) {
                Map4 a = read(input);
                Map4 b = read(inputs(name).get(1));
                Map4 out = program.together(a, b);
                doneWith(a, b);
                return out;
            }
            return sum(name, (AddVertex) vertex(name));
        }

        private Map4 relayout(String name, Relayout relayout) {
            if (inputs(name).get(0).equals(LgscNetwork.IMAGE)) {
                return program.images(samples, 3, height, width);
            }
            return read(inputs(name).get(0)); // the program gives its result back in NCHW
        }

        private Map4 convolution(String name, Map4 onto, boolean relu) {
            Conv2d conv = (Conv2d) layer(name);
            Map4 x = read(inputs(name).get(0));
            Map4 out =
                    program.convolution(
                            x,
                            filters.get(name),
                            conv.getOutputChannels(),
                            conv.getKernel(),
                            conv.getStride(),
                            conv.getPadding(),
                            onto,
                            relu ? Elementwise.Activation.RELU : Elementwise.Activation.NONE);
            doneWith(x);
            return out;
        }

        private Map4 batchNorm(String name, BatchNorm2d norm) {
            String convolution = folded(name);
            if (convolution != null) {
                return partOfSum(name) ? null : convolution(convolution, null, norm.isRelu());
            }
            String input = inputs(name).get(0);
            Map4 x = read(input);
            requireOnlyReader(input);
            openReads.merge(x, -1, Integer::sum); // in place
            return program.batchNorm(
                    x,
                    vector(name, "gamma"),
                    vector(name, "beta"),
                    vector(name, "mean"),
                    vector(name, "var"),
                    norm.getEps(),
                    norm.isRelu());
        }

        /**
         * Whether a residual sum will run this folded norm's convolution, adding its other term.
         */
        private boolean partOfSum(String norm) {
            for (String name : order) {
                if (vertex(name) instanceof AddVertex && norm.equals(fusable(name))) {
                    return true;
                }
            }
            return false;
        }

        /**
         * The folded norm that a sum takes in, or null: its first term, when nobody else reads it.
         */
        private String fusable(String sum) {
            String first = inputs(sum).get(0);
            AddVertex.Activation activation = ((AddVertex) vertex(sum)).getActivation();
            boolean fusable =
                    folded(first) != null
                            && !((Norm2d) layer(first)).isRelu()
                            && onlyReader(first)
                            && activation != AddVertex.Activation.TANH;
            return fusable ? first : null;
        }

        private Map4 sum(String name, AddVertex add) {
            String first = fusable(name);
            Map4 b = read(inputs(name).get(1));
            boolean relu = add.getActivation() == AddVertex.Activation.RELU;
            if (first != null && openReads.get(b) == 1) {
                openReads.merge(b, -1, Integer::sum); // added to and written over
                return convolution(folded(first), b, relu);
            }
            if (first != null) {
                Map4 a = convolution(folded(first), null, false);
                openReads.put(a, 0);
                Map4 out = program.sum(a, b, activation(add));
                doneWith(b);
                return out;
            }
            String input = inputs(name).get(0);
            Map4 a = read(input);
            requireOnlyReader(input);
            openReads.merge(a, -1, Integer::sum); // in place
            Map4 out = program.sum(a, b, activation(add));
            doneWith(b);
            return out;
        }

        private static Elementwise.Activation activation(AddVertex add) {
            return Elementwise.Activation.valueOf(add.getActivation().name());
        }

        private void requireOnlyReader(String name) {
            if (!onlyReader(name)) {
                throw new IllegalArgumentException(
                        "vertex \"" + name + "\" is read twice and changed in place");
            }
        }

        private float[] vector(String name, String key) {
            return vectors.get(name + "_" + key);
        }
    }
}
