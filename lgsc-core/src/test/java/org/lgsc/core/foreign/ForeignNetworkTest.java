package org.lgsc.core.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lgsc.core.image.ImageScaler.Interpolation.BILINEAR;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.FunctionProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.SparseTensorProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.file.Sha256;
import org.nd4j.shade.protobuf.ByteString;

class ForeignNetworkTest {
    private static final FaceBox BOX = new FaceBox(150, 100, 71, 93, 1);

    @TempDir Path folder;

    private static Path fixture(String name) {
        return ForeignPictures.folder().resolve(name);
    }

    private record Odd(String name, Consumer<ModelProto.Builder> change, String words) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static NodeProto.Builder node(ModelProto.Builder model, int at) {
        return model.getGraphBuilder().getNodeBuilder(at);
    }

    private static ByteString floats(int count, float value) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat(value);
        }
        return ByteString.copyFrom(bytes.array());
    }

    private static void listed(TensorProto.Builder weight) {
        int count = weight.getRawData().size() / 4;
        weight.clearRawData().addAllInt32Data(Collections.nCopies(count, 1));
    }

    private static void convolution(ModelProto.Builder model, String attribute, long value) {
        node(model, 0)
                .addAttribute(
                        AttributeProto.newBuilder()
                                .setName(attribute)
                                .setType(AttributeProto.AttributeType.INTS)
                                .addInts(value)
                                .addInts(value));
    }

    static Stream<Odd> odd() {
        return Stream.of(
                new Odd("a loop", m -> node(m, 0).setOpType("Loop"), "operator Loop"),
                new Odd(
                        "another's operator",
                        m -> node(m, 0).setDomain("evil"),
                        "operator evil.Conv"),
                new Odd(
                        "a graph in an operator",
                        m ->
                                node(m, 0)
                                        .addAttribute(
                                                AttributeProto.newBuilder()
                                                        .setName("body")
                                                        .setG(GraphProto.newBuilder())),
                        "operator Conv contains a graph"),
                new Odd(
                        "functions",
                        m -> m.addFunctions(FunctionProto.newBuilder().setName("f")),
                        "defines its own functions"),
                new Odd(
                        "other files",
                        m ->
                                OddNetworks.weight(m, "conv1_w")
                                        .clearRawData()
                                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                                        .addExternalData(
                                                StringStringEntryProto.newBuilder()
                                                        .setKey("location")
                                                        .setValue("/etc/passwd")),
                        "another file"),
                new Odd(
                        "a shape beyond its numbers",
                        m -> OddNetworks.weight(m, "conv1_w").setDims(0, 80),
                        "the number of values of conv1_w does not match"),
                new Odd(
                        "a second list of numbers, shorter than the shape", // which OpenCV prefers
                        m -> OddNetworks.weight(m, "conv1_w").addFloatData(0),
                        "the values of conv1_w are of another type than stated, or twice"),
                new Odd(
                        "numbers in the list of another type", // where OpenCV does not look
                        m -> listed(OddNetworks.weight(m, "conv1_w")),
                        "the values of conv1_w are of another type than stated, or twice"),
                new Odd(
                        "sparse numbers in an operator",
                        m ->
                                node(m, 0)
                                        .addAttribute(
                                                AttributeProto.newBuilder()
                                                        .setName("sparse_value")
                                                        .setSparseTensor(
                                                                SparseTensorProto.newBuilder())),
                        "has sparse values"),
                new Odd(
                        "a shape beyond everything",
                        m -> OddNetworks.weight(m, "conv1_w").setDims(0, Long.MAX_VALUE),
                        "conv1_w has a dimension of"),
                new Odd(
                        "a negative side",
                        m -> OddNetworks.weight(m, "conv1_w").setDims(0, -8),
                        "conv1_w has a dimension of -8"),
                // each of the next four ended the process
                new Odd(
                        "weights without numbers",
                        m -> OddNetworks.weight(m, "last_w").setDims(0, 0).clearRawData(),
                        "reads last_w, which has no values"),
                new Odd(
                        "strides beyond everything",
                        m -> convolution(m, "strides", Integer.MAX_VALUE),
                        "operator Conv has strides out of range"),
                new Odd(
                        "dilations beyond everything",
                        m -> convolution(m, "dilations", 1L << 33),
                        "operator Conv has dilations out of range"),
                new Odd(
                        "a norm of weights",
                        m ->
                                m.getGraphBuilder().getNodeBuilderList().stream()
                                        .filter(n -> n.getOpType().equals("BatchNormalization"))
                                        .forEach(n -> n.setInput(0, "conv1_w")),
                        "operator BatchNormalization has weights instead of a map as input"),
                new Odd(
                        "texts for weights",
                        m ->
                                OddNetworks.weight(m, "conv1_w")
                                        .setDataType(TensorProto.DataType.STRING_VALUE),
                        "conv1_w has a type or rank that is not supported"),
                new Odd(
                        "another input",
                        m ->
                                m.getGraphBuilder()
                                        .getInputBuilder(0)
                                        .getTypeBuilder()
                                        .getTensorTypeBuilder()
                                        .getShapeBuilder()
                                        .getDimBuilder(2)
                                        .setDimValue(112),
                        "its input is [1, 3, 112, 80], but the card's is [1, 3, 80, 80]"),
                new Odd(
                        "two inputs",
                        m ->
                                m.getGraphBuilder()
                                        .addInput(
                                                m.getGraph().getInput(0).toBuilder().setName("b")),
                        "2 inputs"),
                new Odd("no output", m -> m.getGraphBuilder().clearOutput(), "no output"),
                new Odd("nothing", m -> m.getGraphBuilder().clearNode(), "0 operations"),
                new Odd(
                        "an output of something else",
                        m -> m.getGraphBuilder().getOutputBuilder(0).setName("flat"),
                        "returns 16 values for a face; the card says 3"),
                new Odd(
                        "a graph with a gap",
                        m -> node(m, 3).setInput(0, "nowhere"),
                        "Neither OpenCV nor ONNX Runtime can run"),
                new Odd(
                        "weights that do not fit",
                        m -> OddNetworks.weight(m, "wide_w").setDims(0, 8).setDims(1, 16),
                        "Neither OpenCV nor ONNX Runtime can run"));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void aNetworkThatIsNotRunGetsASentence(Odd odd) throws IOException {
        Path card = OddNetworks.card(folder, "clip", odd.change());
        assertThatThrownBy(() -> ForeignNetwork.load(card))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("tiny80a.onnx", odd.words())
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFileThatIsNoneGetsASentence() throws IOException {
        Path card = OddNetworks.card(folder, "clip", m -> {});
        Path file = folder.resolve("tiny80a.onnx");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> ForeignNetwork.load(card))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll(file.toString(), "not the file", Sha256.of(bytes));
        Files.delete(file);
        assertThatThrownBy(() -> ForeignNetwork.load(card))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("no file " + file, "next to the card");
        Files.createDirectory(file);
        assertThatThrownBy(() -> ForeignNetwork.load(card))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll(file.toString(), "it is a folder");
    }

    @Test
    void bytesThatAreNotANetworkGetASentence() throws IOException {
        for (byte[] bytes : List.of(new byte[0], new byte[1000], "<html>".getBytes("UTF-8"))) {
            Path card = OddNetworks.card(folder, "clip", m -> {});
            String old = Sha256.of(Files.readAllBytes(folder.resolve("tiny80a.onnx")));
            Files.write(folder.resolve("tiny80a.onnx"), bytes);
            Files.writeString(card, Files.readString(card).replace(old, Sha256.of(bytes)));
            assertThatThrownBy(() -> ForeignNetwork.load(card))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("tiny80a.onnx");
        }
    }

    @Test
    void aCardWithoutADigestGetsItInTheMessage() throws IOException {
        Path card = OddNetworks.card(folder, "clip", m -> {});
        String digest = Sha256.of(Files.readAllBytes(folder.resolve("tiny80a.onnx")));
        String text = Files.readString(card);
        Files.writeString(card, text.replaceFirst("\"sha256\": \"" + digest + "\",", ""));
        assertThatThrownBy(() -> ForeignNetwork.load(card))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("\"sha256\": \"" + digest + "\"");
    }

    @Test
    void outputsThatAreNotNumbersGiveNoScore() throws IOException {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Path card =
                    OddNetworks.card(
                            folder,
                            "clip",
                            m -> OddNetworks.weight(m, "last_b").setRawData(floats(3, value)));
            try (ForeignNetwork network = ForeignNetwork.load(card)) {
                RgbImage picture = ForeignPictures.of("wide");
                assertThat(network.score(network.crops(picture, BOX))).isNaN();
            }
        }
    }

    @Test
    void aNetworkThatDoesNotFinishIsAbandoned() {
        assertThatThrownBy(
                        () ->
                                Runners.within(
                                        "slow.onnx",
                                        1,
                                        () -> {
                                            try {
                                                Thread.sleep(60_000);
                                            } catch (InterruptedException e) {
                                                throw new IllegalStateException(e);
                                            }
                                            return 1;
                                        }))
                .isInstanceOf(LgscException.class)
                .hasMessage("slow.onnx did not return an output within 1 seconds; it is not used.");
        assertThatThrownBy(
                        () ->
                                Runners.within(
                                        "large.onnx",
                                        1,
                                        () -> {
                                            throw new OutOfMemoryError();
                                        }))
                .isInstanceOf(LgscException.class)
                .hasMessage("large.onnx needs more memory than is available.");
    }

    @Test
    void severalThreadsGetTheSameScores() {
        try (ForeignNetwork network = ForeignNetwork.load(fixture("pair.json"))) {
            List<RgbImage> crops = network.crops(ForeignPictures.of("wide"), BOX);
            double alone = network.score(crops);
            assertThat(Stream.generate(() -> crops).limit(40).parallel().map(network::score))
                    .allSatisfy(s -> assertThat(s).isCloseTo(alone, within(1e-6)));
        }
    }

    @Test
    void smallFacesAreRefused() {
        try (ForeignNetwork network = ForeignNetwork.load(fixture("pair.json"))) {
            RgbImage picture = ForeignPictures.of("wide");
            assertThat(network.crops(picture, new FaceBox(9, 9, 20, 40, 1))).hasSize(2);
            assertThatThrownBy(() -> network.crops(picture, new FaceBox(9, 9, 39, 39, 1)))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContainingAll("39x39", "at least 40");
        }
    }

    @Test
    void cropsAreBounded() {
        RgbImage picture = ForeignPictures.of("wide");
        for (CropRule.Edge edge : CropRule.Edge.values()) {
            CropRule rule = new CropRule(10, CropRule.Shape.SQUARE, edge, BILINEAR, BILINEAR);
            FaceBox box = new FaceBox(-1500, -1500, 3000, 3000, 1);
            if (edge == CropRule.Edge.SHIFT
                    || edge == CropRule.Edge.CLIP
                    || edge == CropRule.Edge.LGSC) {
                assertThat(rule.cut(picture, box, 32, 32).width()).isEqualTo(32);
            } else {
                assertThatThrownBy(() -> rule.cut(picture, box, 32, 32))
                        .hasMessageContainingAll("30000x30000", "scale the picture down");
            }
        }
    }

    @Test
    void everyWayToReadAnAnswer() {
        float[] logits = {1, 3, -2};
        double sum = Math.exp(1) + Math.exp(3) + Math.exp(-2);
        assertThat(read(3, NetworkOutput.Activation.SOFTMAX, 1, true, logits))
                .isCloseTo(1 - Math.exp(3) / sum, within(1e-12));
        assertThat(read(3, NetworkOutput.Activation.SOFTMAX, 0, false, logits))
                .isCloseTo(Math.exp(1) / sum, within(1e-12));
        assertThat(read(1, NetworkOutput.Activation.SIGMOID, 0, true, 2))
                .isCloseTo(1 - 1 / (1 + Math.exp(-2)), within(1e-12));
        assertThat(read(1, NetworkOutput.Activation.SIGMOID, 0, false, 2))
                .isCloseTo(1 / (1 + Math.exp(-2)), within(1e-12));
        assertThat(read(2, NetworkOutput.Activation.NONE, 0, true, 0.75f, 0.25f)).isEqualTo(0.25);
        assertThat(read(1, NetworkOutput.Activation.NONE, 0, false, 1.0005f)).isEqualTo(1);
        assertThat(read(1, NetworkOutput.Activation.NONE, 0, false, 3)).isNaN();
        assertThat(read(2, NetworkOutput.Activation.NONE, 0, true, 0.5f, Float.NaN)).isNaN();
        assertThat(read(2, NetworkOutput.Activation.SOFTMAX, 0, true, 1e30f, -1e30f)).isZero();
    }

    private static double read(
            int values,
            NetworkOutput.Activation activation,
            int index,
            boolean live,
            float... answer) {
        return new NetworkOutput(
                        "",
                        values,
                        activation,
                        index,
                        live ? NetworkOutput.Class.LIVE : NetworkOutput.Class.SPOOF)
                .spoofScore(answer);
    }

    @Test
    void everyOrderAndScaleOfPixels() {
        RgbImage pixel = new RgbImage(1, 1, new byte[] {0, 51, (byte) 255});
        Map<PixelInput, float[]> expected =
                Map.of(
                        input(PixelInput.Colours.RGB, 0, 255),
                        new float[] {0, 51, 255},
                        input(PixelInput.Colours.BGR, 0, 255),
                        new float[] {255, 51, 0},
                        input(PixelInput.Colours.RGB, 0, 1),
                        new float[] {0, 0.2f, 1},
                        input(PixelInput.Colours.BGR, -1, 1),
                        new float[] {1, -0.6f, -1},
                        new PixelInput(
                                1,
                                1,
                                PixelInput.Colours.BGR,
                                new PixelInput.Range(0, 1),
                                new PixelInput.Planes(0.5, 0.1, 0.25),
                                new PixelInput.Planes(0.5, 0.2, 4)),
                        new float[] {1, 0.5f, -0.0625f});
        expected.forEach(
                (input, values) ->
                        assertThat(input.values(pixel))
                                .usingComparatorWithPrecision(1e-6f)
                                .containsExactly(values));
    }

    private static PixelInput input(PixelInput.Colours colours, double low, double high) {
        return new PixelInput(
                1,
                1,
                colours,
                new PixelInput.Range(low, high),
                PixelInput.Planes.ZERO,
                PixelInput.Planes.ONE);
    }
}
