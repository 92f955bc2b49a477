package org.lgsc.core.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.lgsc.core.LgscException;
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
import org.lgsc.core.onednn.Form;

/** What of a graph the cue map needs, how it hangs together, and how its maps are stored. */
final class Wiring {
    /** Of a map of bfloat16; those of the cue have three. */
    private static final int FEWEST_CHANNELS = 8;

    private final String last;
    private final ComputationGraphConfiguration configuration;
    private final Precision precision;
    private final Calibration calibration;
    private final Map<String, Integer> readers = new HashMap<>();
    private final List<String> order = new ArrayList<>();

    /**
     * @param last the vertex whose map is wanted
     * @param precision of maps and products
     * @param calibration ranges of maps for whole numbers; null for other precisions
     * @throws LgscException when the ranges are those of another network
     */
    Wiring(
            ComputationGraphConfiguration configuration,
            String last,
            Precision precision,
            Calibration calibration) {
        this.last = last;
        this.configuration = configuration;
        this.precision = precision;
        this.calibration = calibration;
        findAncestors();
        order.stream()
                .filter(name -> layer(name) instanceof Conv2d || layer(name) instanceof UpConv2d)
                .filter(this::isWhole)
                .forEach(name -> wholeForm(inputs(name).get(0))); // throws
    }

    /** The vertex whose map is wanted. */
    String last() {
        return last;
    }

    Precision precision() {
        return precision;
    }

    /** All that it needs, in an order in which it can run. */
    List<String> order() {
        return order;
    }

    /** How many vertices read that one. */
    int readers(String name) {
        return readers.get(name);
    }

    /** Channels of a vertex's map. */
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
     * Whether all maps but image and cue have whole blocks of channels, and enough of them for
     * Winograd convolutions to pay.
     */
    boolean fillsBlocks() {
        return order.stream()
                .map(this::layer)
                .filter(UpConv2d.class::isInstance)
                .map(UpConv2d.class::cast)
                .allMatch(up -> up.getOutputChannels() % 16 == 0 && up.getOutputChannels() >= 32);
    }

    /** Multiplications for one pixel of the image: its sides are multiples of all strides. */
    double multiplicationsOfPixel() {
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

    List<String> inputs(String vertex) {
        return configuration.getVertexInputs().getOrDefault(vertex, List.of());
    }

    GraphVertex vertex(String name) {
        return configuration.getVertices().get(name);
    }

    Layer layer(String name) {
        return vertex(name) instanceof LayerVertex v ? v.getLayerConf().getLayer() : null;
    }

    boolean onlyReader(String name) {
        return readers.get(name) == 1;
    }

    /**
     * The convolution that this batch norm folds into, or null. Up-convolutions have a bias in
     * whole numbers alone.
     */
    String folded(String norm) {
        if (!(layer(norm) instanceof BatchNorm2d)) {
            return null;
        }
        String input = inputs(norm).get(0);
        boolean biased =
                layer(input) instanceof Conv2d
                        || layer(input) instanceof UpConv2d && isWhole(input);
        return biased && onlyReader(input) ? input : null;
    }

    /** Whether products of this convolution are of whole numbers: not those of a few channels. */
    boolean isWhole(String convolution) {
        return precision == Precision.INT8
                && channels(inputs(convolution).get(0)) >= Calibration.FEWEST_CHANNELS;
    }

    /** The batch norm that folds into this convolution, or null. */
    String normOf(String convolution) {
        for (String name : order) {
            if (convolution.equals(folded(name))) {
                return name;
            }
        }
        return null;
    }

    /** Form in which a vertex's map is read by products of whole numbers, or written for them. */
    Form wholeForm(String name) {
        Calibration.Range range = calibration.ranges().get(name);
        if (range == null) {
            throw new LgscException(
                    "The model was quantised for another network: nothing is said of the map \""
                            + name
                            + "\"; quantise it again (lgsc quantize).");
        }
        return hasOffset(name)
                ? Form.between(range.least(), range.most())
                : Form.upTo(range.largest(), range.least() < 0);
    }

    /**
     * Whether a map with numbers below zero is stored without a sign: the sum that an
     * up-convolution alone reads, which is three times as fast that way.
     */
    private boolean hasOffset(String name) {
        return vertex(name) instanceof AddVertex
                && onlyReader(name)
                && isRead(name, UpConv2d.class)
                && calibration.ranges().get(name).least() < 0;
    }

    /** What is added to the numbers of a map; 0 where they are not read as whole numbers. */
    float offset(String sum) {
        boolean whole =
                precision == Precision.INT8
                        && channels(sum) >= Calibration.FEWEST_CHANNELS
                        && calibration.ranges().containsKey(sum);
        return whole ? wholeForm(sum).offset() : 0;
    }

    /** Form in which a convolution reads its input. */
    Form input(String convolution) {
        String input = inputs(convolution).get(0);
        return isWhole(convolution) ? wholeForm(input) : form(input);
    }

    /** Form of a map that is not of whole numbers: floats, where it has few channels. */
    Form form(String name) {
        boolean image = layer(name) instanceof Relayout;
        boolean few = channels(name) < FEWEST_CHANNELS && !image;
        return few ? Form.FLOAT32 : precision.form();
    }

    /**
     * Form in which a convolution writes its result.
     *
     * @param result vertex whose map that is; null for what a sum of floats reads
     */
    Form output(String convolution, String result) {
        if (!isWhole(convolution)) {
            boolean floats = input(convolution).equals(Form.FLOAT32);
            Form own = floats ? Form.FLOAT32 : form(result == null ? convolution : result);
            return result == null || offset(result) == 0
                    ? own
                    : new Form(own.numbers(), 1, offset(result));
        }
        boolean read =
                result != null
                        && channels(result) >= Calibration.FEWEST_CHANNELS
                        && !isRead(result, Norm2d.class)
                        && calibration.ranges().containsKey(result);
        return read ? wholeForm(result) : Form.FLOAT32;
    }

    private boolean isRead(String name, Class<? extends Layer> by) {
        return order.stream().anyMatch(n -> by.isInstance(layer(n)) && inputs(n).contains(name));
    }

    /** Form in which a concatenation is written, for the convolutions that read it. */
    Form together(String concatenation) {
        boolean whole =
                precision == Precision.INT8
                        && channels(concatenation) >= Calibration.FEWEST_CHANNELS;
        return whole ? wholeForm(concatenation) : form(concatenation);
    }
}
