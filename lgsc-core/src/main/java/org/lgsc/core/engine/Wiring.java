package org.lgsc.core.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.onednn.Form;
import org.lgsc.core.layers.AddVertex;
import org.lgsc.core.layers.BatchNorm2d;
import org.lgsc.core.layers.ConcatVertex;
import org.lgsc.core.layers.Conv2d;
import org.lgsc.core.layers.MaxPool2d;
import org.lgsc.core.layers.Norm2d;
import org.lgsc.core.layers.Relayout;
import org.lgsc.core.layers.UpConv2d;
import org.lgsc.core.model.Calibration;
import org.lgsc.core.network.LgscNetwork;

/**
 * The part of a graph that computes the cue map: its vertices, their connections, and the forms of
 * their maps.
 */
final class Wiring {
    /** Smallest number of channels of a map in bfloat16; the maps of the cue have three. */
    private static final int FEWEST_CHANNELS = 8;

    /** Smallest number of channels that a convolution of the encoder reads in bfloat16. */
    private static final int FEWEST_OF_ENCODER = 64;

    private final String last;
    private final ComputationGraphConfiguration configuration;
    private final Precision precision;
    private final @Nullable Calibration calibration;
    private final Set<String> floats;
    private final Map<String, Integer> readers = new HashMap<>();
    private final List<String> order = new ArrayList<>();

    /**
     * @param last vertex whose map is computed
     * @param precision precision of maps and products
     * @param calibration ranges of maps for int8; null for other precisions
     * @throws LgscException when the ranges are those of another network
     */
    Wiring(
            ComputationGraphConfiguration configuration,
            String last,
            Precision precision,
            @Nullable Calibration calibration) {
        this.last = last;
        this.configuration = configuration;
        this.precision = precision;
        this.calibration = calibration;
        findAncestors();
        this.floats = Set.copyOf(floats());
        order.stream()
                .filter(name -> layer(name) instanceof Conv2d || layer(name) instanceof UpConv2d)
                .filter(this::isWhole)
                .forEach(name -> wholeForm(inputs(name).get(0))); // throws
    }

    /** The vertex whose map is computed. */
    String last() {
        return last;
    }

    Precision precision() {
        return precision;
    }

    /** All necessary vertices, in execution order. */
    List<String> order() {
        return order;
    }

    /** Number of vertices that read the given one. */
    int readers(String name) {
        return readers.getOrDefault(name, 0);
    }

    /** Number of channels of a vertex's map. */
    long channels(String name) {
        if (name.equals(LgscNetwork.IMAGE)) {
            return 3;
        }
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
     * Whether all maps except image and cue consist of complete blocks of channels, and enough of
     * them for Winograd convolutions to pay off.
     */
    boolean fillsBlocks() {
        return order.stream()
                .map(this::layer)
                .filter(UpConv2d.class::isInstance)
                .map(UpConv2d.class::cast)
                .allMatch(up -> up.getOutputChannels() % 16 == 0 && up.getOutputChannels() >= 32);
    }

    /**
     * Number of multiplications per pixel of the image, whose sides are multiples of all strides.
     */
    double multiplicationsOfPixel() {
        Map<String, Double> pixels = new HashMap<>(Map.of(LgscNetwork.IMAGE, 1.0));
        double sum = 0;
        for (String name : order) {
            String input = inputs(name).get(0);
            double own = pixels.getOrDefault(input, 0.0);
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

    /** Finds all vertices on which the last one depends, in execution order. */
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

    List<String> inputs(String vertex) {
        return configuration.getVertexInputs().getOrDefault(vertex, List.of());
    }

    @Nullable GraphVertex vertex(String name) {
        return configuration.getVertices().get(name);
    }

    @Nullable Layer layer(String name) {
        return vertex(name) instanceof LayerVertex v ? v.getLayerConf().getLayer() : null;
    }

    /** The layer of a vertex that is known to have one of that class. */
    <T extends Layer> T layer(String name, Class<T> type) {
        Layer layer = layer(name);
        if (layer == null || !type.isInstance(layer)) {
            throw new IllegalArgumentException(
                    RootFormat.of("vertex \"%s\" has no %s", name, type.getSimpleName()));
        }
        return type.cast(layer);
    }

    boolean onlyReader(String name) {
        return readers(name) == 1;
    }

    /**
     * The convolution into which this batch norm is folded, or null. Up-convolutions have a bias
     * only with int8.
     */
    @Nullable String folded(String norm) {
        if (!(layer(norm) instanceof BatchNorm2d)) {
            return null;
        }
        String input = inputs(norm).get(0);
        boolean biased =
                layer(input) instanceof Conv2d
                        || layer(input) instanceof UpConv2d && isWhole(input);
        return biased && onlyReader(input) ? input : null;
    }

    /**
     * The convolutions that compute with floats all the same. With bf16, those of the encoder whose
     * errors weigh most in a trained network, which judges by fine noise: the first one and those
     * of few channels, where errors do not cancel out, and the 1x1 shortcuts, whose weights cannot
     * be rounded with a fixed sum. With int8, those that the calibration names.
     */
    private Set<String> floats() {
        if (precision == Precision.INT8 && calibration != null && calibration.floats() != null) {
            return calibration.floats();
        }
        Set<String> found = new HashSet<>();
        Set<String> decoder = new HashSet<>();
        for (String name : order) {
            if (layer(name) instanceof UpConv2d
                    || inputs(name).stream().anyMatch(decoder::contains)) {
                decoder.add(name);
            } else if (precision == Precision.BF16
                    && layer(name) instanceof Conv2d conv
                    && (conv.getInputChannels() < FEWEST_OF_ENCODER
                            || conv.getKernel() == 1 && conv.getStride() > 1)) {
                found.add(name);
            }
        }
        return found;
    }

    /** Convolutions of floats in a lower precision, in order of their names. */
    Set<String> kept() {
        return new TreeSet<>(floats);
    }

    /**
     * Whether weights are rounded so that their sums stay: not for models that were quantised
     * before this was done.
     */
    boolean keepsSums() {
        return precision != Precision.INT8 || calibration != null && calibration.floats() != null;
    }

    /** Convolutions of integer products, those that read the same map together. */
    List<Set<String>> wholeByMap() {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        for (String name : order) {
            if ((layer(name) instanceof Conv2d || layer(name) instanceof UpConv2d)
                    && isWhole(name)) {
                all.computeIfAbsent(inputs(name).get(0), n -> new TreeSet<>()).add(name);
            }
        }
        return List.copyOf(all.values());
    }

    /** Convolutions that read the images. */
    Set<String> first() {
        return order.stream()
                .filter(name -> layer(name) instanceof Conv2d)
                .filter(
                        name ->
                                inputs(name).contains(LgscNetwork.IMAGE)
                                        || layer(inputs(name).get(0)) instanceof Relayout)
                .collect(Collectors.toSet());
    }

    /** Whether this convolution computes integer products: not with a small number of channels. */
    boolean isWhole(String convolution) {
        return precision == Precision.INT8
                && !floats.contains(convolution)
                && channels(inputs(convolution).get(0)) >= Calibration.FEWEST_CHANNELS;
    }

    /** The batch norm that is folded into this convolution, or null. */
    @Nullable String normOf(String convolution) {
        for (String name : order) {
            if (convolution.equals(folded(name))) {
                return name;
            }
        }
        return null;
    }

    /** Form in which a vertex's map is read by integer products, or written for them. */
    Form wholeForm(String name) {
        Calibration.Range range = range(name);
        if (range == null) {
            throw LgscException.of(
                    "The model was quantised for another network: its calibration does not contain"
                            + " the map \"%s\"; quantise it again (lgsc quantize).",
                    name);
        }
        return hasOffset(name)
                ? Form.between(range.least(), range.most())
                : Form.upTo(range.largest(), range.least() < 0);
    }

    private Calibration.@Nullable Range range(String name) {
        return calibration == null ? null : calibration.ranges().get(name);
    }

    /**
     * Whether a map with numbers below zero is stored without a sign: the sum that an
     * up-convolution alone reads, which is three times as fast that way.
     */
    private boolean hasOffset(String name) {
        Calibration.Range range = range(name);
        return range != null
                && range.least() < 0
                && vertex(name) instanceof AddVertex
                && onlyReader(name)
                && !isReadExactly(name)
                && isRead(name, UpConv2d.class);
    }

    /** What is added to the numbers of a map; 0 where they are not read as whole numbers. */
    float offset(String sum) {
        boolean whole =
                precision == Precision.INT8
                        && channels(sum) >= Calibration.FEWEST_CHANNELS
                        && !isReadExactly(sum)
                        && range(sum) != null;
        return whole ? wholeForm(sum).offset() : 0;
    }

    /** Form in which a convolution reads its input. */
    Form input(String convolution) {
        String input = inputs(convolution).get(0);
        if (floats.contains(convolution)) {
            return Form.FLOAT32;
        }
        if (isWhole(convolution)) {
            return wholeForm(input);
        }
        return home(input);
    }

    /** Whether a convolution of floats reads the map, as it is or as part of another. */
    private boolean isReadExactly(String name) {
        return order.stream()
                .filter(reader -> inputs(reader).contains(name))
                .anyMatch(
                        reader ->
                                floats.contains(reader)
                                        || !(layer(reader) instanceof Conv2d
                                                        || layer(reader) instanceof UpConv2d
                                                        || vertex(reader) instanceof AddVertex)
                                                && isReadExactly(reader));
    }

    /** Form of the images: float32 if the first convolution needs it. */
    Form imageForm() {
        return isReadExactly(LgscNetwork.IMAGE) ? Form.FLOAT32 : precision.form();
    }

    /** Form of a map that does not consist of integers: float32 when it has few channels. */
    Form form(String name) {
        return floats.contains(name) || isReadExactly(name) ? Form.FLOAT32 : home(name);
    }

    private Form home(String name) {
        boolean image = layer(name) instanceof Relayout;
        boolean few = channels(name) < FEWEST_CHANNELS && !image;
        return few ? Form.FLOAT32 : precision.form();
    }

    /** Form in which a convolution writes a vertex's map; null is the input of a float sum. */
    Form output(String convolution, @Nullable String result) {
        if (!isWhole(convolution)) {
            boolean floats = input(convolution).equals(Form.FLOAT32);
            Form own = floats ? Form.FLOAT32 : form(result == null ? convolution : result);
            return result == null || offset(result) == 0
                    ? own
                    : new Form(own.numbers(), 1, offset(result));
        }
        if (result != null
                && channels(result) >= Calibration.FEWEST_CHANNELS
                && !isRead(result, Norm2d.class)
                && !isReadExactly(result)
                && range(result) != null) {
            return wholeForm(result);
        }
        return Form.FLOAT32;
    }

    private boolean isRead(String name, Class<? extends Layer> by) {
        return order.stream().anyMatch(n -> by.isInstance(layer(n)) && inputs(n).contains(name));
    }

    /** Form in which a concatenation is written for the convolutions that read it. */
    Form together(String concatenation) {
        boolean whole =
                precision == Precision.INT8
                        && channels(concatenation) >= Calibration.FEWEST_CHANNELS
                        && !isReadExactly(concatenation);
        return whole ? wholeForm(concatenation) : form(concatenation);
    }
}
