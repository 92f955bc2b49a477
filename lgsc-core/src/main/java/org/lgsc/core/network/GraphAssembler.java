package org.lgsc.core.network;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.layers.AddVertex;
import org.lgsc.core.layers.BatchNorm2d;
import org.lgsc.core.layers.ConcatVertex;
import org.lgsc.core.layers.Conv2d;
import org.lgsc.core.layers.GlobalAveragePool2d;
import org.lgsc.core.layers.InstanceNorm2d;
import org.lgsc.core.layers.MaxPool2d;
import org.lgsc.core.layers.ParamLayer;
import org.lgsc.core.layers.Relayout;
import org.lgsc.core.layers.UpConv2d;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Adds the building blocks of networks to a graph: the only place that creates convolutions, norms,
 * residual blocks and sums. Every method returns the name of the vertex with the result.
 */
final class GraphAssembler {
    private final GraphBuilder graph;
    private final CNN2DFormat format;
    private final @Nullable IUpdater updater;
    private final boolean frozen;

    GraphAssembler(GraphBuilder graph, CNN2DFormat format) {
        this(graph, format, null, false);
    }

    private GraphAssembler(
            GraphBuilder graph, CNN2DFormat format, @Nullable IUpdater updater, boolean frozen) {
        this.graph = graph;
        this.format = format;
        this.updater = updater;
        this.frozen = frozen;
    }

    /**
     * Returns an assembler for the same graph whose layers are trained by the given updater; null
     * for that of the graph.
     */
    GraphAssembler trainedBy(@Nullable IUpdater other) {
        return new GraphAssembler(graph, format, other, frozen);
    }

    /** Returns an assembler for the same graph whose layers are not changed by training. */
    GraphAssembler frozen() {
        return new GraphAssembler(graph, format, updater, true);
    }

    private String add(String name, ParamLayer layer, String input) {
        layer.setFrozen(frozen);
        if (updater != null) {
            layer.setIUpdater(updater);
        }
        graph.addLayer(name, layer, input);
        return name;
    }

    CNN2DFormat format() {
        return format;
    }

    /** The user's NCHW image in the network's layout. */
    String fromImage(String name, String image) {
        if (format == CNN2DFormat.NCHW) {
            return image;
        }
        graph.addLayer(name, Relayout.toNhwc(), image);
        return name;
    }

    String convolution(String name, String input, long in, long out, int kernel, int stride) {
        return add(
                name,
                new Conv2d.Builder()
                        .channels(in, out)
                        .kernel(kernel)
                        .stride(stride)
                        .padding(kernel / 2)
                        .format(format)
                        .build(),
                input);
    }

    String upConvolution(String name, String input, long in, long out) {
        return add(name, new UpConv2d.Builder().channels(in, out).format(format).build(), input);
    }

    String norm(String name, String input, long channels, NormKind kind, boolean relu) {
        return add(
                name,
                kind == NormKind.BATCH
                        ? new BatchNorm2d.Builder()
                                .channels(channels)
                                .relu(relu)
                                .format(format)
                                .build()
                        : new InstanceNorm2d.Builder()
                                .channels(channels)
                                .relu(relu)
                                .format(format)
                                .build(),
                input);
    }

    String maxPool(String name, String input, int kernel, int stride, int padding) {
        graph.addLayer(name, new MaxPool2d(kernel, stride, padding, format), input);
        return name;
    }

    /** Mean over the pixels, [N, C]. */
    String globalAverage(String name, String input) {
        graph.addLayer(name, new GlobalAveragePool2d(format), input);
        return name;
    }

    String add(String name, String a, String b, AddVertex.Activation activation) {
        graph.addVertex(name, new AddVertex(activation), a, b);
        return name;
    }

    String concat(String name, String a, String b) {
        graph.addVertex(name, new ConcatVertex(format), a, b);
        return name;
    }

    /**
     * torchvision's basic block: 3x3, norm, ReLU, 3x3, norm, plus identity (or 1x1 and norm when
     * the shape changes), ReLU.
     */
    String basicBlock(String name, String input, long in, long out, int stride, NormKind norm) {
        String x = convolution(name + "_conv1", input, in, out, 3, stride);
        x = norm(name + "_norm1", x, out, norm, true);
        x = convolution(name + "_conv2", x, out, out, 3, 1);
        x = norm(name + "_norm2", x, out, norm, false);
        String identity = input;
        if (in != out || stride != 1) {
            identity = convolution(name + "_downsample_conv", input, in, out, 1, stride);
            identity = norm(name + "_downsample_norm", identity, out, norm, false);
        }
        return add(name + "_out", x, identity, AddVertex.Activation.RELU);
    }
}
