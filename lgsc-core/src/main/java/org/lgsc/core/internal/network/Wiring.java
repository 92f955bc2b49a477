package org.lgsc.core.internal.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.layers.AddVertex;
import org.lgsc.core.layers.BatchNorm2d;
import org.lgsc.core.layers.ConcatVertex;
import org.lgsc.core.layers.Conv2d;
import org.lgsc.core.layers.MaxPool2d;
import org.lgsc.core.layers.Relayout;
import org.lgsc.core.layers.UpConv2d;
import org.lgsc.core.network.LgscNetwork;

/** The part of a graph that computes the cue map: its vertices and their connections. */
public final class Wiring {
    private final String last;
    private final ComputationGraphConfiguration configuration;
    private final Map<String, Integer> readers = new HashMap<>();
    private final List<String> order = new ArrayList<>();

    /**
     * @param last vertex whose map is computed
     */
    public Wiring(ComputationGraphConfiguration configuration, String last) {
        this.last = last;
        this.configuration = configuration;
        findAncestors();
    }

    /** The vertex whose map is computed. */
    public String last() {
        return last;
    }

    /** All necessary vertices, in execution order. */
    public List<String> order() {
        return order;
    }

    /** Number of vertices that read the given one. */
    public int readers(String name) {
        return readers.getOrDefault(name, 0);
    }

    /** Returns whether one vertex alone reads the given one. */
    public boolean onlyReader(String name) {
        return readers(name) == 1;
    }

    /** Vertices that a vertex reads. */
    public List<String> inputs(String vertex) {
        return configuration.getVertexInputs().getOrDefault(vertex, List.of());
    }

    /** The vertex of a name; null for the image. */
    public @Nullable GraphVertex vertex(String name) {
        return configuration.getVertices().get(name);
    }

    /** The layer of a vertex; null where it has none. */
    public @Nullable Layer layer(String name) {
        return vertex(name) instanceof LayerVertex v ? v.getLayerConf().getLayer() : null;
    }

    /** The layer of a vertex that is known to have one of that class. */
    public <T extends Layer> T layer(String name, Class<T> type) {
        Layer layer = layer(name);
        if (layer == null || !type.isInstance(layer)) {
            throw new IllegalArgumentException(
                    RootFormat.of("vertex \"%s\" has no %s", name, type.getSimpleName()));
        }
        return type.cast(layer);
    }

    /** Returns whether a vertex is a convolution, upwards or not. */
    public boolean isConvolution(String name) {
        return layer(name) instanceof Conv2d || layer(name) instanceof UpConv2d;
    }

    /** Number of channels of a vertex's map. */
    public long channels(String name) {
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

    /** Returns whether a layer of a class reads the map. */
    public boolean isRead(String name, Class<? extends Layer> by) {
        return order.stream().anyMatch(n -> by.isInstance(layer(n)) && inputs(n).contains(name));
    }

    /** Returns whether one of some convolutions reads the map, as it is or as part of another. */
    public boolean isReadBy(Set<String> convolutions, String name) {
        return order.stream()
                .filter(reader -> inputs(reader).contains(name))
                .anyMatch(
                        reader ->
                                convolutions.contains(reader)
                                        || !isConvolution(reader)
                                                && !(vertex(reader) instanceof AddVertex)
                                                && isReadBy(convolutions, reader));
    }

    /** The batch norm that alone reads a convolution's map, or null. */
    public @Nullable String normAfter(String convolution) {
        if (!isConvolution(convolution) || !onlyReader(convolution)) {
            return null;
        }
        return order.stream()
                .filter(name -> layer(name) instanceof BatchNorm2d)
                .filter(name -> inputs(name).contains(convolution))
                .findFirst()
                .orElse(null);
    }

    /** Convolutions that read the images. */
    public Set<String> first() {
        return order.stream()
                .filter(name -> layer(name) instanceof Conv2d)
                .filter(
                        name ->
                                inputs(name).contains(LgscNetwork.IMAGE)
                                        || layer(inputs(name).get(0)) instanceof Relayout)
                .collect(Collectors.toSet());
    }

    /** Vertices of the decoder: up-convolutions and everything that depends on one. */
    public Set<String> decoder() {
        Set<String> decoder = new HashSet<>();
        for (String name : order) {
            if (layer(name) instanceof UpConv2d
                    || inputs(name).stream().anyMatch(decoder::contains)) {
                decoder.add(name);
            }
        }
        return decoder;
    }

    /**
     * Whether all maps except image and cue consist of complete blocks of channels, and enough of
     * them for Winograd convolutions to pay off.
     */
    public boolean fillsBlocks() {
        return order.stream()
                .map(this::layer)
                .filter(UpConv2d.class::isInstance)
                .map(UpConv2d.class::cast)
                .allMatch(up -> up.getOutputChannels() % 16 == 0 && up.getOutputChannels() >= 32);
    }

    /**
     * Number of multiplications per pixel of the image, whose sides are multiples of all strides.
     */
    public double multiplicationsOfPixel() {
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
}
