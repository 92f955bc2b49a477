package org.lgsc.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.network.EncoderWeights;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.WarmupDecaySchedule;
import org.lgsc.core.patch.PatchPolicy;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class LgscModelTest {
    @TempDir static Path shared;

    private static Path saved;
    private static LgscModel model;

    @BeforeAll
    static void saveOne() {
        LgscNetwork network =
                LgscNetwork.builder()
                        .baseWidth(2)
                        .inputSize(32)
                        .updater(new Adam(new WarmupDecaySchedule(1e-3, 3, 0.95, 2)))
                        .build();
        ComputationGraph graph = network.init();
        graph.fit(batch());
        model =
                new LgscModel(
                        graph,
                        new ModelMetadata(
                                network.options(),
                                new Preprocessing(
                                        FaceCrop.DEFAULT,
                                        PatchPolicy.nativePatches(32, 4),
                                        InputScaling.SYMMETRIC),
                                new ModelThreshold(0.1, "EER on dev"),
                                Provenance.now(12345, "test", "abc", Map.of("batch", "4"))));
        saved = shared.resolve("model.zip");
        model.save(saved);
    }

    private static MultiDataSet batch() {
        Nd4j.getRandom().setSeed(9);
        INDArray x = Nd4j.rand(DataType.FLOAT, 4, 3, 32, 32).muli(2).subi(1);
        INDArray[] labels = new INDArray[7];
        Arrays.fill(labels, Nd4j.create(new float[] {1, 0, 1, 0}, new long[] {4, 1}, 'c'));
        return new MultiDataSet(new INDArray[] {x}, labels);
    }

    @Test
    void metadataAndWeightsComeBack() {
        LgscModel loaded = LgscModel.load(saved);
        assertThat(loaded.metadata()).isEqualTo(model.metadata());
        assertThat(loaded.graph().params()).isEqualTo(model.graph().params());
        assertThat(loaded.metadata().provenance().backend()).contains("Cpu");
        assertThat(loaded.metadata().provenance().dl4jVersion()).startsWith("1.0.0");
    }

    @Test
    void trainingOnEqualsNeverHavingStopped() {
        LgscModel first = LgscModel.load(saved);
        LgscModel second = LgscModel.load(saved);
        ComputationGraph unbroken = first.graph();
        for (int step = 0; step < 3; step++) {
            unbroken.fit(batch());
        }
        second.graph().fit(batch());
        Path between = shared.resolve("between.zip");
        second.save(between);
        ComputationGraph resumed = LgscModel.load(between).graph();
        resumed.fit(batch());
        resumed.fit(batch());
        assertThat(resumed.getIterationCount()).isEqualTo(unbroken.getIterationCount());
        assertThat(resumed.params()).isEqualTo(unbroken.params());
    }

    @Test
    void withoutUpdaterItIsSmallerAndTheSameToUse(@TempDir Path directory) throws IOException {
        Path slim = directory.resolve("slim.zip");
        model.saveForInference(slim);
        // half the size and less: the updater has two numbers for every weight
        assertThat(Files.size(slim)).isLessThan(Files.size(saved) / 2);
        LgscModel loaded = LgscModel.load(slim);
        assertThat(loaded.metadata()).isEqualTo(model.metadata());
        assertThat(loaded.graph().params()).isEqualTo(model.graph().params());
        loaded.graph().fit(batch());
    }

    @Test
    void savingLeavesNothingElseBehind(@TempDir Path directory) throws IOException {
        model.save(directory.resolve("m.zip"));
        model.save(directory.resolve("m.zip"));
        try (var files = Files.list(directory)) {
            assertThat(files.toList()).containsExactly(directory.resolve("m.zip"));
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> LgscModel.load(Path.of("nowhere.zip")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("nowhere.zip");
    }

    @Test
    void aFileCutInHalfIsRefused(@TempDir Path directory) throws IOException {
        byte[] bytes = Files.readAllBytes(saved);
        Path half = directory.resolve("half.zip");
        Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> LgscModel.load(half))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("half.zip")
                .hasMessageContaining("cut off");
    }

    @Test
    void aFlippedByteIsRefused(@TempDir Path directory) throws IOException {
        byte[] bytes = Files.readAllBytes(saved);
        bytes[bytes.length / 2] ^= 0x55;
        Path file = directory.resolve("flipped.zip");
        Files.write(file, bytes);
        assertThatThrownBy(() -> LgscModel.load(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("flipped.zip");
    }

    @Test
    void anotherKindOfFileIsRefused(@TempDir Path directory) throws IOException {
        Path text = Files.writeString(directory.resolve("text.zip"), "a text");
        assertThatThrownBy(() -> LgscModel.load(text))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("no model file");
        Path plain = directory.resolve("plain.zip");
        rewrite(plain, null, List.of("lgsc.json"));
        assertThatThrownBy(() -> LgscModel.load(plain))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("no LGSC model");
    }

    @Test
    void anEntryForJavaDeserialisationIsRefused(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("hostile.zip");
        rewrite(file, "preprocessor.bin", List.of());
        assertThatThrownBy(() -> LgscModel.load(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("preprocessor.bin");
    }

    @Test
    void aNewerFormatIsNamed(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("newer.zip");
        rewrite(file, "lgsc.json", List.of("lgsc.json"));
        assertThatThrownBy(() -> LgscModel.load(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("newer version");
    }

    /** Another content for some entries; the digests go where the metadata are among them. */
    private static Path with(Path target, Map<String, byte[]> other) throws IOException {
        try (ZipFile in = new ZipFile(saved.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (ZipEntry entry : java.util.Collections.list(in.entries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                byte[] content = other.get(entry.getName());
                out.write(content == null ? in.getInputStream(entry).readAllBytes() : content);
            }
        }
        return target;
    }

    private static String entry(String name) throws IOException {
        try (ZipFile zip = new ZipFile(saved.toFile())) {
            return new String(
                    zip.getInputStream(zip.getEntry(name)).readAllBytes(),
                    StandardCharsets.ISO_8859_1);
        }
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] metadataWithoutDigests(String from, String to) throws IOException {
        return latin(entry("lgsc.json").replace("\"parts\"", "\"others\"").replace(from, to));
    }

    private static void assertRefused(Path file, String part) {
        assertThatThrownBy(() -> LgscModel.load(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContaining(part);
    }

    @Test
    void aClassThatNoNetworkHasIsRefusedByName(@TempDir Path directory) throws IOException {
        String hostile =
                entry("configuration.json")
                        .replace("org.lgsc.core.layers.MaxPool2d", "javax.swing.JEditorPane");
        assertRefused(
                with(
                        directory.resolve("class.zip"),
                        Map.of(
                                "lgsc.json",
                                metadataWithoutDigests("", ""),
                                "configuration.json",
                                latin(hostile))),
                "javax.swing.JEditorPane");
    }

    @Test
    void aNetworkThatIsNotTheDescribedOneIsRefused(@TempDir Path directory) throws IOException {
        assertRefused(
                with(
                        directory.resolve("wide.zip"),
                        Map.of(
                                "lgsc.json",
                                metadataWithoutDigests("\"baseWidth\" : 2", "\"baseWidth\" : 3"))),
                "not the one");
        String huge =
                entry("configuration.json")
                        .replaceFirst(
                                "\"outputChannels\" : 2,", "\"outputChannels\" : 2000000000,");
        assertRefused(
                with(
                        directory.resolve("huge.zip"),
                        Map.of(
                                "lgsc.json",
                                metadataWithoutDigests("", ""),
                                "configuration.json",
                                latin(huge))),
                "not the one");
    }

    @Test
    void aLayerWithOtherOptionsIsRefused(@TempDir Path directory) throws IOException {
        String stride =
                entry("configuration.json").replaceFirst("\"stride\" : 2", "\"stride\" : 1");
        assertRefused(
                with(
                        directory.resolve("stride.zip"),
                        Map.of(
                                "lgsc.json",
                                metadataWithoutDigests("", ""),
                                "configuration.json",
                                latin(stride))),
                "not the one");
    }

    @Test
    void stridesOfAnArrayLeadNowhere(@TempDir Path directory) throws IOException {
        byte[] coefficients = latin(entry("coefficients.bin"));
        // shape information of [N]: rank, N, stride
        int shape = 2 + "MIXED_DATA_TYPES".length() + 8 + 2 + "LONG".length();
        assertThat(coefficients[shape + 7]).isEqualTo((byte) 1);
        assertThat(coefficients[shape + 2 * 8 + 7]).isEqualTo((byte) 1);
        coefficients[shape + 2 * 8 + 6] = 100; // 25600 numbers from one to the next
        LgscModel loaded =
                LgscModel.load(
                        with(
                                directory.resolve("strides.zip"),
                                Map.of(
                                        "lgsc.json",
                                        metadataWithoutDigests("", ""),
                                        "coefficients.bin",
                                        coefficients)));
        assertThat(loaded.graph().params()).isEqualTo(model.graph().params());
    }

    @Test
    void aFrozenEncoderStaysFrozen(@TempDir Path directory) throws IOException {
        LgscNetwork network =
                LgscNetwork.builder()
                        .baseWidth(2)
                        .inputSize(32)
                        .encoderWeights(EncoderWeights.FROZEN)
                        .build();
        Path file = directory.resolve("frozen.zip");
        LgscModel.untrained(network, InputScaling.IMAGENET).save(file);
        LgscModel loaded = LgscModel.load(file);
        assertThat(loaded.metadata().network().encoderWeights()).isEqualTo(EncoderWeights.FROZEN);
        assertThat(loaded.metadata().preprocessing().scaling()).isEqualTo(InputScaling.IMAGENET);
        Map<String, float[]> before = encoder(loaded.graph());
        loaded.graph().fit(batch());
        loaded.save(file);
        ComputationGraph again = LgscModel.load(file).graph();
        again.fit(batch());
        Map<String, float[]> after = encoder(again);
        before.forEach((name, value) -> assertThat(after.get(name)).as(name).isEqualTo(value));
    }

    private static Map<String, float[]> encoder(ComputationGraph graph) {
        Map<String, float[]> weights = new TreeMap<>();
        graph.paramTable()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith("encoder_")) {
                                weights.put(name, value.reshape(-1).toFloatVector());
                            }
                        });
        return weights;
    }

    @Test
    void aFileThatDoesNotSayTrainsItsEncoder(@TempDir Path directory) throws IOException {
        LgscModel old =
                LgscModel.load(
                        with(
                                directory.resolve("old.zip"),
                                Map.of(
                                        "lgsc.json",
                                        latin(
                                                entry("lgsc.json")
                                                        .replaceFirst(
                                                                "\\s*\"encoderWeights\" :"
                                                                        + " \"TRAINED\",",
                                                                "")))));
        assertThat(old.metadata()).isEqualTo(model.metadata());
        assertRefused(
                with(
                        directory.resolve("other.zip"),
                        Map.of("lgsc.json", metadataWithoutDigests("TRAINED", "FROZEN"))),
                "not the one");
    }

    @Test
    void anEncoderWithARateOfItsOwnTrainsOn(@TempDir Path directory) {
        LgscNetwork network =
                LgscNetwork.builder()
                        .baseWidth(2)
                        .inputSize(32)
                        .updater(new Adam(new WarmupDecaySchedule(1e-3, 3, 0.95, 2)))
                        .encoderUpdater(new Adam(new WarmupDecaySchedule(1e-4, 3, 0.95, 2)))
                        .build();
        ComputationGraph unbroken = network.init();
        unbroken.fit(batch());
        Path file = directory.resolve("own.zip");
        new LgscModel(
                        unbroken,
                        new ModelMetadata(
                                network.options(),
                                model.metadata().preprocessing(),
                                ModelThreshold.UNFITTED,
                                model.metadata().provenance()))
                .save(file);
        ComputationGraph resumed = LgscModel.load(file).graph();
        unbroken.fit(batch());
        resumed.fit(batch());
        assertThat(resumed.params()).isEqualTo(unbroken.params());
    }

    @Test
    void aPartWithAnotherDigestIsRefused(@TempDir Path directory) throws IOException {
        assertRefused(
                with(
                        directory.resolve("digest.zip"),
                        Map.of("configuration.json", latin(entry("configuration.json") + " "))),
                "checksum");
    }

    @Test
    void partsThatInflateTooFarAreRefused(@TempDir Path directory) throws IOException {
        assertRefused(
                with(directory.resolve("json.zip"), Map.of("lgsc.json", new byte[2 << 20])),
                "larger than it may be");
        assertRefused(
                with(
                        directory.resolve("bomb.zip"),
                        Map.of(
                                "lgsc.json",
                                metadataWithoutDigests("", ""),
                                "coefficients.bin",
                                Arrays.copyOf(latin(entry("coefficients.bin")), 64 << 20))),
                "larger than it may be");
    }

    @Test
    void patchesThatNoNetworkScoresAreRefused(@TempDir Path directory) throws IOException {
        assertRefused(
                with(
                        directory.resolve("size.zip"),
                        Map.of(
                                "lgsc.json",
                                metadataWithoutDigests("\"size\" : 32", "\"size\" : 33"))),
                "patches of 33");
        assertRefused(
                with(
                        directory.resolve("count.zip"),
                        Map.of(
                                "lgsc.json",
                                metadataWithoutDigests("\"count\" : 4", "\"count\" : 900000"))),
                "900000 patches");
        assertRefused(
                with(
                        directory.resolve("pixels.zip"),
                        Map.of(
                                "lgsc.json",
                                latin(
                                        entry("lgsc.json")
                                                .replace("\"parts\"", "\"others\"")
                                                .replace("\"count\" : 4", "\"count\" : 1000")
                                                .replace("\"size\" : 32", "\"size\" : 4096")))),
                "1000 patches of 4096");
    }

    @Test
    void anArrayThatClaimsAnotherLengthIsRefused(@TempDir Path directory) throws IOException {
        String coefficients = entry("coefficients.bin");
        byte[] claims = latin(coefficients);
        claims[40] = 0x7f; // the shape's first size
        assertRefused(
                with(
                        directory.resolve("length.zip"),
                        Map.of(
                                "lgsc.json",
                                metadataWithoutDigests("", ""),
                                "coefficients.bin",
                                claims)),
                "array");
    }

    /** Copies the saved model without some entries and with one more. */
    private static void rewrite(Path target, String extra, List<String> without)
            throws IOException {
        try (ZipFile in = new ZipFile(saved.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            List<ZipEntry> entries = new ArrayList<>();
            in.entries().asIterator().forEachRemaining(entries::add);
            for (ZipEntry entry : entries) {
                if (!without.contains(entry.getName())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.getInputStream(entry).transferTo(out);
                }
            }
            if (extra != null) {
                out.putNextEntry(new ZipEntry(extra));
                out.write("{\"formatVersion\": 99}".getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
