package org.lgsc.core.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.LgscException;
import org.lgsc.core.LgscVersion;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.model.ExportCard;
import org.lgsc.core.internal.network.FoldedNorm;
import org.lgsc.core.internal.network.TorchNames;
import org.lgsc.core.internal.network.WholeProducts;
import org.lgsc.core.internal.network.Wiring;
import org.lgsc.core.layers.AddVertex;
import org.lgsc.core.layers.BatchNorm2d;
import org.lgsc.core.layers.ConcatVertex;
import org.lgsc.core.layers.Conv2d;
import org.lgsc.core.layers.InstanceNorm2d;
import org.lgsc.core.layers.MaxPool2d;
import org.lgsc.core.layers.Norm2d;
import org.lgsc.core.layers.Relayout;
import org.lgsc.core.layers.UpConv2d;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes the inference network as ONNX, with the published wiring: encoder and decoder, without the
 * auxiliary classifier and the losses.
 *
 * <p>Input {@link #IMAGE} is [N, 3, H, W] FLOAT, RGB in 0 to 255; the scaling is part of the graph.
 * Outputs are {@link #CUE} [N, 3, H, W] in (-1, 1) and {@link #SCORE} [N], the mean of |cue|, high
 * = spoof. N is free; H and W are those of the model. Initialisers have the names of {@link
 * TorchNames}. The model card ({@code lgsc.json} of the model file) is in the metadata under {@link
 * #CARD}.
 */
public final class OnnxExport {
    /** ONNX operator set of the written graph. */
    public static final int OPSET = 13;

    /** Name of the input. */
    public static final String IMAGE = "image";

    /** Name of the output with the cue maps. */
    public static final String CUE = "cue";

    /** Name of the output with the spoof scores. */
    public static final String SCORE = "spoof_score";

    /** Key of the model card in the metadata. */
    public static final String CARD = "lgsc";

    private static final String INPUT = "RGB, 0 to 255, not scaled: the graph scales";

    /** Format version introduced with opset 13. */
    private static final int IR_VERSION = 7;

    /** Side of the tiles that are averaged first; every side of a network's input is a multiple. */
    private static final int TILE = 32;

    private final ComputationGraph network;
    private final NetworkOptions options;

    /** Side of the model's input for a face; the network accepts any multiple of 32. */
    private final int scoredSide;

    private final OnnxGraph onnx = new OnnxGraph();

    /** Names in a state_dict by parameter of the graph. */
    private final Map<String, String> torchNames = new HashMap<>();

    /** ONNX values with the activations, by vertex of the graph. */
    private final Map<String, String> values = new HashMap<>();

    private final Wiring wiring;

    private final WholeProducts whole;

    private final OnnxQuantiser quantiser;

    private OnnxExport(LgscModel model, boolean quantised) {
        network = model.graph();
        wiring = new Wiring(network.getConfiguration(), LgscNetwork.CUE);
        whole =
                new WholeProducts(
                        wiring,
                        quantised
                                ? WholeProducts.calibration(model, "an ONNX file of int8")
                                : null);
        quantiser = new OnnxQuantiser(onnx, whole);
        options = model.metadata().network();
        scoredSide = model.metadata().preprocessing().geometry().scoredSide();
        TorchNames.of(network).values().forEach(e -> torchNames.put(e.parameter(), e.torch()));
    }

    /**
     * Writes a file; an existing file is replaced only when the new one is complete.
     *
     * @throws org.lgsc.core.LgscException naming the file when it cannot be written
     */
    public static void write(LgscModel model, Path file) {
        AtomicFile.write(file, "the ONNX file ", proto(model, false)::writeTo);
    }

    /**
     * Writes a file with 8-bit integer convolutions in static QDQ form: the same convolutions as in
     * precision int8, with the same scales.
     *
     * @throws LgscException when the model is not quantised, or naming the file when it cannot be
     *     written
     */
    public static void writeQuantised(LgscModel model, Path file) {
        AtomicFile.write(file, "the ONNX file ", proto(model, true)::writeTo);
    }

    /** The ONNX model in memory. */
    static ModelProto proto(LgscModel model) {
        return proto(model, false);
    }

    private static ModelProto proto(LgscModel model, boolean quantised) {
        OnnxExport export = new OnnxExport(model, quantised);
        export.translate(model.metadata().preprocessing().scaling());
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setProducerName("LGSC for Java")
                .setProducerVersion(LgscVersion.current())
                .setDomain("org.lgsc")
                .setModelVersion(1)
                .setDocString(
                        "Face presentation attack detection with spoof cue maps (Feng et al., arXiv"
                                + " 2005.03922)")
                .addMetadataProps(
                        StringStringEntryProto.newBuilder()
                                .setKey(CARD)
                                .setValue(ExportCard.json(model, INPUT)))
                .setGraph(export.onnx.build("lgsc"))
                .build();
    }

    private void translate(InputScaling scaling) {
        boolean square = options.height() == options.width();
        int h = square ? scoredSide : options.height();
        int w = square ? scoredSide : options.width();
        onnx.input(IMAGE, "RGB in 0 to 255, [N, 3, H, W]", "N", 3, h, w);
        values.put(LgscNetwork.IMAGE, scaled(scaling));
        for (String name : wiring.order()) {
            List<String> inputs = new ArrayList<>();
            for (String input : wiring.inputs(name)) {
                inputs.add(read(input, name));
            }
            values.put(name, vertex(name, Objects.requireNonNull(wiring.vertex(name)), inputs));
        }
        String cue = value(LgscNetwork.CUE);
        if (!cue.equals(CUE)) { // the network's layout change there has no counterpart in ONNX
            onnx.node("Identity", CUE, List.of(cue));
        }
        onnx.node("Abs", "cue_abs", List.of(CUE));
        // Mean over pixels, then over channels by a convolution: OpenCV reads no other form of it.
        // It cannot read a ReduceMean without kept dimensions, because a zero attribute is not
        // written. Runtimes sum the pixels of an average in floats, one after the other, so that
        // the mean of a whole map would be off by 1e-5: tiles are averaged first.
        onnx.node(
                "AveragePool",
                "cue_abs_tiles",
                List.of("cue_abs"),
                OnnxGraph.ints("kernel_shape", TILE, TILE),
                OnnxGraph.ints("strides", TILE, TILE));
        onnx.node("GlobalAveragePool", "cue_abs_pixels", List.of("cue_abs_tiles"));
        float third = 1f / 3;
        onnx.floats("score_channels", new long[] {1, 3, 1, 1}, third, third, third);
        onnx.node(
                "Conv",
                "cue_abs_mean",
                List.of("cue_abs_pixels", "score_channels"),
                OnnxGraph.ints("kernel_shape", 1, 1));
        onnx.node("Reshape", SCORE, List.of("cue_abs_mean", onnx.longs("score_shape", -1)));
        onnx.output(CUE, "spoof cue map in (-1, 1)", "N", 3, h, w);
        onnx.output(SCORE, "mean of |cue|, high = spoof", "N");
    }

    /**
     * The value that a vertex reads from another one. It is rounded if the range of that map is
     * known, so that runtimes recognise operations from integers to integers. An up-convolution
     * rounds its input itself.
     */
    private String read(String input, String reader) {
        String value = value(input);
        boolean rounded =
                whole.hasRange(input)
                        && whole.isWholeMap(input)
                        && !reader.equals(whole.normOf(input))
                        && !(wiring.layer(reader) instanceof UpConv2d);
        return rounded ? quantiser.rounded(input, value) : value;
    }

    private String value(String vertex) {
        return Objects.requireNonNull(values.get(vertex), vertex);
    }

    /** (x - mean) / deviation, as in the table of {@link InputScaling}. */
    private String scaled(InputScaling scaling) {
        float[] mean = new float[3];
        float[] deviation = new float[3];
        for (int c = 0; c < 3; c++) {
            mean[c] = (float) scaling.mean(c);
            deviation[c] = (float) scaling.deviation(c);
        }
        long[] channels = {1, 3, 1, 1};
        onnx.floats("input_mean", channels, mean);
        onnx.floats("input_deviation", channels, deviation);
        onnx.node("Sub", "image_centred", List.of(IMAGE, "input_mean"));
        return onnx.node("Div", "image_scaled", List.of("image_centred", "input_deviation"));
    }

    private String vertex(String name, GraphVertex vertex, List<String> inputs) {
        if (vertex instanceof LayerVertex layer) {
            return layer(name, layer.getLayerConf().getLayer(), inputs.get(0));
        }
        if (vertex instanceof AddVertex add) {
            return switch (add.getActivation()) {
                case NONE -> onnx.node("Add", name, inputs);
                case RELU ->
                        onnx.node("Relu", name, List.of(onnx.node("Add", name + "_sum", inputs)));
                case TANH ->
                        onnx.node("Tanh", name, List.of(onnx.node("Add", name + "_sum", inputs)));
            };
        }
        if (vertex instanceof ConcatVertex) {
            return onnx.node("Concat", name, inputs, OnnxGraph.integer("axis", 1));
        }
        throw unknown(name, vertex);
    }

    private String layer(String name, Layer layer, String input) {
        if (layer instanceof Relayout) {
            return input; // ONNX is NCHW throughout
        }
        if (layer instanceof Conv2d conv) {
            int p = conv.getPadding();
            AttributeProto[] attributes = {
                OnnxGraph.ints("kernel_shape", conv.getKernel(), conv.getKernel()),
                OnnxGraph.ints("strides", conv.getStride(), conv.getStride()),
                OnnxGraph.ints("pads", p, p, p, p)
            };
            return whole.isWhole(name)
                    ? quantiser.convolution(
                            weights(name), wiring.inputs(name).get(0), input, attributes)
                    : onnx.node("Conv", name, List.of(input, parameter(name, "W")), attributes);
        }
        if (layer instanceof UpConv2d) {
            return upConvolution(name, input);
        }
        if (layer instanceof Norm2d norm) {
            return norm(name, norm, input);
        }
        if (layer instanceof MaxPool2d pool) {
            int p = pool.getPadding();
            return onnx.node(
                    "MaxPool",
                    name,
                    List.of(input),
                    OnnxGraph.ints("kernel_shape", pool.getKernel(), pool.getKernel()),
                    OnnxGraph.ints("strides", pool.getStride(), pool.getStride()),
                    OnnxGraph.ints("pads", p, p, p, p));
        }
        throw unknown(name, layer);
    }

    /** Nearest upsampling by 2, a zero row below and column to the right, 2x2 convolution. */
    private String upConvolution(String name, String input) {
        boolean quantised = whole.isWhole(name);
        String small = wiring.inputs(name).get(0);
        String source = quantised ? quantiser.quantised(small, input) : input;
        String scales = name + "_scales";
        onnx.floats(scales, new long[] {4}, 1, 1, 2, 2);
        String large =
                onnx.node(
                        "Resize",
                        name + "_nearest",
                        List.of(source, "", scales),
                        OnnxGraph.text("mode", "nearest"),
                        OnnxGraph.text("coordinate_transformation_mode", "asymmetric"),
                        OnnxGraph.text("nearest_mode", "floor"));
        String pads = onnx.longs(name + "_pads", 0, 0, 0, 0, 0, 0, 1, 1);
        String padded = onnx.node("Pad", name + "_padded", List.of(large, pads));
        AttributeProto kernel = OnnxGraph.ints("kernel_shape", 2, 2);
        return quantised
                ? quantiser.convolution(
                        weights(name),
                        small,
                        quantiser.floats(small, padded, name + "_padded_floats"),
                        kernel)
                : onnx.node("Conv", name, List.of(padded, parameter(name, "W")), kernel);
    }

    private String norm(String name, Norm2d norm, String input) {
        if (name.equals(whole.normOf(wiring.inputs(name).get(0)))) {
            return norm.isRelu() ? onnx.node("Relu", name, List.of(input)) : input;
        }
        String output = norm.isRelu() ? name + "_affine" : name;
        String gamma = parameter(name, "gamma");
        String beta = parameter(name, "beta");
        if (norm instanceof BatchNorm2d) {
            onnx.node(
                    "BatchNormalization",
                    output,
                    List.of(input, gamma, beta, parameter(name, "mean"), parameter(name, "var")),
                    OnnxGraph.number("epsilon", norm.getEps()));
        } else if (norm instanceof InstanceNorm2d) {
            onnx.node(
                    "InstanceNormalization",
                    output,
                    List.of(input, gamma, beta),
                    OnnxGraph.number("epsilon", norm.getEps()));
        } else {
            throw unknown(name, norm);
        }
        return norm.isRelu() ? onnx.node("Relu", name, List.of(output)) : output;
    }

    /** Weights of an integer convolution with its norm folded in. */
    private OnnxQuantiser.Weights weights(String name) {
        float[] weights = numbers(name, "W");
        String norm = whole.normOf(name);
        float[] bias =
                norm == null
                        ? null
                        : new FoldedNorm(
                                        numbers(norm, "gamma"),
                                        numbers(norm, "beta"),
                                        numbers(norm, "mean"),
                                        numbers(norm, "var"),
                                        wiring.layer(norm, Norm2d.class).getEps())
                                .into(weights);
        return new OnnxQuantiser.Weights(
                name, network.getParam(name + "_W").shape(), weights, bias);
    }

    private float[] numbers(String vertex, String key) {
        INDArray value = network.getParam(vertex + "_" + key);
        return value.castTo(DataType.FLOAT).dup('c').data().asFloat();
    }

    private String parameter(String vertex, String key) {
        String parameter = vertex + "_" + key;
        INDArray value = network.getParam(parameter);
        String torch = Objects.requireNonNull(torchNames.get(parameter), parameter);
        return onnx.floats(
                torch,
                key.equals("W") ? value.shape() : new long[] {value.length()},
                numbers(vertex, key));
    }

    private static IllegalArgumentException unknown(String name, Object vertex) {
        return new IllegalArgumentException(
                RootFormat.of(
                        "vertex \"%s\" (%s) has no ONNX form",
                        name, vertex.getClass().getSimpleName()));
    }
}
