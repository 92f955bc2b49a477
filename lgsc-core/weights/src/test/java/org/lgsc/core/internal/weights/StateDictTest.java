package org.lgsc.core.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.weights.OnnxExport;
import org.lgsc.core.weights.WeightImport;

class StateDictTest {
    @TempDir Path folder;

    private static byte[] pickleOfOne() {
        return TorchPickle.begin()
                .raw('c')
                .line("collections")
                .line("OrderedDict")
                .raw(')', 'R', '(')
                .text("a.weight")
                .tensor("0", 6, 0, new long[] {2, 3}, new long[] {3, 1})
                .text("b.weight")
                .tensor("0", 6, 1, new long[] {2, 2}, new long[] {1, 2})
                .raw('u')
                .end();
    }

    private static void requireOne(StateDict read) {
        assertThat(read.tensors().keySet()).containsExactly("a.weight", "b.weight");
        assertThat(read.tensors().get("a.weight").shape()).containsExactly(2, 3);
        assertThat(read.tensors().get("a.weight").values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read.tensors().get("b.weight").values()).containsExactly(2, 4, 3, 5);
    }

    @Test
    void torchZipWithStridesAndOffsets() throws IOException {
        Path file =
                TorchPickle.zip(
                        folder.resolve("w.pth"),
                        pickleOfOne(),
                        Map.of("0", TorchPickle.floats(1, 2, 3, 4, 5, 6)));
        requireOne(StateDict.read(file));
    }

    @Test
    void theOlderTorchFormat() throws IOException {
        requireOne(
                StateDict.read(
                        TorchPickle.old(
                                folder.resolve("old.pth"), pickleOfOne(), 1, 2, 3, 4, 5, 6)));
    }

    @Test
    void aPickleThatCallsSomethingIsRefusedByName() throws IOException {
        byte[] pickle =
                TorchPickle.begin()
                        .raw('c')
                        .line("os")
                        .line("system")
                        .text("touch owned")
                        .raw(0x85, 'R')
                        .end();
        Path file = TorchPickle.zip(folder.resolve("evil.pth"), pickle, Map.of());
        assertThatThrownBy(() -> StateDict.read(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("evil.pth")
                .hasMessageContaining("os.system");
    }

    @Test
    void aTensorMustStayInsideItsStorage() throws IOException {
        for (long[][] view :
                new long[][][] {
                    {{0}, {7}, {1}}, {{6}, {2}, {1}}, {{0}, {2, 4}, {3, 1}},
                    {{0}, {1000, 1000}, {0, 0}}, {{0}, {2, 2}, {-1, 1}}, {{-1}, {2}, {1}}
                }) {
            byte[] pickle =
                    TorchPickle.begin()
                            .raw('}')
                            .text("a")
                            .tensor("0", 6, view[0][0], view[1], view[2])
                            .raw('s')
                            .end();
            Path file =
                    TorchPickle.zip(
                            folder.resolve("w.pth"),
                            pickle,
                            Map.of("0", TorchPickle.floats(1, 2, 3, 4, 5, 6)));
            assertThatThrownBy(() -> StateDict.read(file))
                    .as(Arrays.deepToString(view))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("w.pth");
        }
    }

    @Test
    void safetensorsComeBack() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a", new Tensor(ElementType.FLOAT32, new long[] {2}, new float[] {1.5f, -2}));
        tensors.put("n", new Tensor(ElementType.INT64, new long[0], new float[] {7}));
        Path file = folder.resolve("w.safetensors");
        new StateDict(tensors).writeSafetensors(file, Map.of("format", "pt"));
        Map<String, Tensor> read = StateDict.read(file).tensors();
        assertThat(read.keySet()).containsExactly("a", "n");
        assertThat(read.get("a").values()).containsExactly(1.5f, -2);
        assertThat(read.get("n").type()).isEqualTo(ElementType.INT64);
        assertThat(read.get("n").values()).containsExactly(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"Q4\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":7}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":7}",
                "{\"a\"",
            })
    void aHeaderThatDoesNotFitIsRefused(String header) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(8 + json.length + 8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json);
        Path path = folder.resolve("w.safetensors");
        Files.write(path, file.array());
        assertThatThrownBy(() -> StateDict.read(path))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("w.safetensors");
    }

    @Test
    void numpyArchives() throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1), }\n";
        ByteBuffer npy =
                ByteBuffer.allocate(10 + header.length() + 16).order(ByteOrder.LITTLE_ENDIAN);
        npy.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
        npy.put((byte) 0).putShort((short) header.length());
        npy.put(header.getBytes(StandardCharsets.US_ASCII)).putDouble(0.25).putDouble(-3);
        Path file = folder.resolve("w.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(npy.array());
        }
        Tensor x = StateDict.read(file).tensors().get("x");
        assertThat(x.shape()).containsExactly(2, 1);
        assertThat(x.values()).containsExactly(0.25f, -3);
        byte[] objects =
                new String(npy.array(), StandardCharsets.ISO_8859_1)
                        .replace("'<f8'", "'|O' ")
                        .getBytes(StandardCharsets.ISO_8859_1);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(objects);
        }
        assertThatThrownBy(() -> StateDict.read(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("|O");
    }

    @Test
    void halvesAreRoundedToTheNearestAndKeptAsTheyAre() {
        for (int bits = -32768; bits < 32768; bits++) {
            ByteBuffer two = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
            float value = ElementType.FLOAT16.at(two.putShort((short) bits).flip(), 0);
            if (!Float.isNaN(value)) {
                assertThat(ElementType.toHalf(value)).isEqualTo((short) bits);
            }
        }
        assertThat(ElementType.toHalf(Float.NaN)).isEqualTo((short) 0x7e00);
        assertThat(ElementType.toHalf(65519f)).isEqualTo((short) 0x7bff);
        assertThat(ElementType.toHalf(-70000f)).isEqualTo((short) 0xfc00);
        assertThat(ElementType.toHalf(1 + 1 / 2048f))
                .as("a tie, to even")
                .isEqualTo((short) 0x3c00);
        assertThat(ElementType.toHalf(1 + 3 / 2048f)).isEqualTo((short) 0x3c02);
        assertThat(ElementType.toHalf(2 - 1e-6f)).as("carries").isEqualTo((short) 0x4000);
    }

    @Test
    void aFileOfHalvesHasHalfTheSize(@TempDir Path folder) throws Exception {
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i - 500) / 1024f;
        }
        StateDict whole =
                new StateDict(
                        Map.of("a", new Tensor(ElementType.FLOAT32, new long[] {1000}, values)));
        Path file = folder.resolve("half.safetensors");
        whole.halves().writeSafetensors(file, Map.of());
        assertThat(java.nio.file.Files.size(file)).isBetween(2_000L, 2_200L);
        Tensor read = StateDict.read(file).tensors().get("a");
        assertThat(read.type()).isEqualTo(ElementType.FLOAT16);
        assertThat(read.values()).isEqualTo(values);
    }

    @Test
    void halfPrecision() {
        ByteBuffer bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits : new int[] {0x3c00, 0xc000, 0x0001, 0x7bff, 0xfc00}) {
            bytes.putShort((short) bits);
        }
        assertThat(ElementType.FLOAT16.read(bytes.flip(), 5))
                .containsExactly(1, -2, Math.scalb(1f, -24), 65504, Float.NEGATIVE_INFINITY);
        bytes.clear().putShort((short) 0xbfc0).flip();
        assertThat(ElementType.BFLOAT16.read(bytes, 1)).containsExactly(-1.5f);
    }

    @Test
    void onnxInitialisersAreTheWeights() {
        LgscModel model =
                LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(32).build(),
                        InputScaling.SYMMETRIC);
        Path file = folder.resolve("m.onnx");
        OnnxExport.write(model, file);
        LgscModel other =
                LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(32).seed(5).build(),
                        InputScaling.SYMMETRIC);
        WeightImport.open(file).intoEncoder(other.graph());
        assertThat(other.graph().getParam("encoder_layer4_1_conv2_W"))
                .isEqualTo(model.graph().getParam("encoder_layer4_1_conv2_W"));
        assertThat(other.graph().getParam("decoder1_up_W"))
                .isNotEqualTo(model.graph().getParam("decoder1_up_W"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "PK\u0003\u0004broken", "\u0008\u0007rubbish"})
    void anythingElseIsASentence(String content) throws IOException {
        Path file = folder.resolve("w.bin");
        Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> StateDict.read(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("w.bin");
    }
}
