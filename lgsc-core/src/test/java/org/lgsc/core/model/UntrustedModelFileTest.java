package org.lgsc.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Model files that are damaged, of another kind, or malicious. */
class UntrustedModelFileTest {
    @TempDir static Path shared;

    private static SavedModel saved;

    @BeforeAll
    static void saveOne() {
        saved = new SavedModel(shared);
    }

    private static void assertRefused(Path file, String part) {
        assertThatThrownBy(() -> LgscModel.load(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContaining(part);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> LgscModel.load(Path.of("nowhere.zip")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("nowhere.zip");
    }

    @Test
    void aFileCutInHalfIsRefused(@TempDir Path directory) throws IOException {
        byte[] bytes = Files.readAllBytes(saved.file());
        Path half = directory.resolve("half.zip");
        Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> LgscModel.load(half))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("half.zip")
                .hasMessageContaining("truncated");
    }

    @Test
    void aFlippedByteIsRefused(@TempDir Path directory) throws IOException {
        byte[] bytes = Files.readAllBytes(saved.file());
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
                .hasMessageContaining("not a model file");
        Path plain = directory.resolve("plain.zip");
        saved.rewrite(plain, null, List.of("lgsc.json"));
        assertThatThrownBy(() -> LgscModel.load(plain))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("not an LGSC model");
    }

    @Test
    void anEntryForJavaDeserialisationIsRefused(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("hostile.zip");
        saved.rewrite(file, "preprocessor.bin", List.of());
        assertThatThrownBy(() -> LgscModel.load(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("preprocessor.bin");
    }

    @Test
    void aNewerFormatIsNamed(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("newer.zip");
        saved.rewrite(file, "lgsc.json", List.of("lgsc.json"));
        assertThatThrownBy(() -> LgscModel.load(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void aClassThatNoNetworkHasIsRefusedByName(@TempDir Path directory) throws IOException {
        String hostile =
                saved.entry("configuration.json")
                        .replace("org.lgsc.core.layers.MaxPool2d", "javax.swing.JEditorPane");
        assertRefused(
                saved.with(
                        directory.resolve("class.zip"),
                        Map.of(
                                "lgsc.json",
                                saved.metadataWithoutDigests("", ""),
                                "configuration.json",
                                SavedModel.latin(hostile))),
                "javax.swing.JEditorPane");
    }

    @Test
    void aNetworkThatIsNotTheDescribedOneIsRefused(@TempDir Path directory) throws IOException {
        assertRefused(
                saved.with(
                        directory.resolve("wide.zip"),
                        Map.of(
                                "lgsc.json",
                                saved.metadataWithoutDigests(
                                        "\"baseWidth\" : 2", "\"baseWidth\" : 3"))),
                "not the expected one");
        String huge =
                saved.entry("configuration.json")
                        .replaceFirst(
                                "\"outputChannels\" : 2,", "\"outputChannels\" : 2000000000,");
        assertRefused(
                saved.with(
                        directory.resolve("huge.zip"),
                        Map.of(
                                "lgsc.json",
                                saved.metadataWithoutDigests("", ""),
                                "configuration.json",
                                SavedModel.latin(huge))),
                "not the expected one");
    }

    @Test
    void aLayerWithOtherOptionsIsRefused(@TempDir Path directory) throws IOException {
        String stride =
                saved.entry("configuration.json").replaceFirst("\"stride\" : 2", "\"stride\" : 1");
        assertRefused(
                saved.with(
                        directory.resolve("stride.zip"),
                        Map.of(
                                "lgsc.json",
                                saved.metadataWithoutDigests("", ""),
                                "configuration.json",
                                SavedModel.latin(stride))),
                "not the expected one");
    }

    @Test
    void anEncoderThatWasNotFrozenIsRefusedAsSuch(@TempDir Path directory) throws IOException {
        assertRefused(
                saved.with(
                        directory.resolve("other.zip"),
                        Map.of("lgsc.json", saved.metadataWithoutDigests("TRAINED", "FROZEN"))),
                "not the expected one");
    }

    @Test
    void stridesOfAnArrayAreIgnored(@TempDir Path directory) throws IOException {
        byte[] coefficients = SavedModel.latin(saved.entry("coefficients.bin"));
        // shape information of [N]: rank, N, stride
        int shape = 2 + "MIXED_DATA_TYPES".length() + 8 + 2 + "LONG".length();
        assertThat(coefficients[shape + 7]).isEqualTo((byte) 1);
        assertThat(coefficients[shape + 2 * 8 + 7]).isEqualTo((byte) 1);
        coefficients[shape + 2 * 8 + 6] = 100; // 25600 numbers from one to the next
        LgscModel loaded =
                LgscModel.load(
                        saved.with(
                                directory.resolve("strides.zip"),
                                Map.of(
                                        "lgsc.json",
                                        saved.metadataWithoutDigests("", ""),
                                        "coefficients.bin",
                                        coefficients)));
        assertThat(loaded.graph().params()).isEqualTo(saved.model().graph().params());
    }

    @Test
    void aPartWithAnotherDigestIsRefused(@TempDir Path directory) throws IOException {
        assertRefused(
                saved.with(
                        directory.resolve("digest.zip"),
                        Map.of(
                                "configuration.json",
                                SavedModel.latin(saved.entry("configuration.json") + " "))),
                "checksum");
    }

    @Test
    void digestsThatAreNullAreRefused(@TempDir Path directory) throws IOException {
        assertRefused(
                saved.with(
                        directory.resolve("null.zip"),
                        Map.of(
                                "lgsc.json",
                                saved.metadataWithoutDigests(
                                        "\"others\"", "\"parts\" : null, \"others\""))),
                "no digests of its parts");
        assertRefused(
                saved.with(
                        directory.resolve("nothing.zip"),
                        Map.of("lgsc.json", SavedModel.latin("null"))),
                "does not state a format version");
    }

    @Test
    void partsThatInflateTooFarAreRefused(@TempDir Path directory) throws IOException {
        assertRefused(
                saved.with(directory.resolve("json.zip"), Map.of("lgsc.json", new byte[2 << 20])),
                "is too large");
        assertRefused(
                saved.with(
                        directory.resolve("bomb.zip"),
                        Map.of(
                                "lgsc.json",
                                saved.metadataWithoutDigests("", ""),
                                "coefficients.bin",
                                Arrays.copyOf(
                                        SavedModel.latin(saved.entry("coefficients.bin")),
                                        64 << 20))),
                "is too large");
    }

    @Test
    void patchesThatNoNetworkScoresAreRefused(@TempDir Path directory) throws IOException {
        assertRefused(
                saved.with(
                        directory.resolve("size.zip"),
                        Map.of(
                                "lgsc.json",
                                saved.metadataWithoutDigests(
                                        "\"patchSize\" : 32", "\"patchSize\" : 33"))),
                "patches of 33");
        assertRefused(
                saved.with(
                        directory.resolve("count.zip"),
                        Map.of(
                                "lgsc.json",
                                saved.metadataWithoutDigests(
                                        "\"count\" : 1", "\"count\" : 900000"))),
                "900000");
        assertRefused(
                saved.with(
                        directory.resolve("pixels.zip"),
                        Map.of(
                                "lgsc.json",
                                SavedModel.latin(
                                        saved.entry("lgsc.json")
                                                .replace("\"parts\"", "\"others\"")
                                                .replace("\"side\" : 64", "\"side\" : 4096")))),
                "4096");
    }

    @Test
    void anArrayThatClaimsAnotherLengthIsRefused(@TempDir Path directory) throws IOException {
        String coefficients = saved.entry("coefficients.bin");
        byte[] claims = SavedModel.latin(coefficients);
        claims[40] = 0x7f; // the shape's first size
        assertRefused(
                saved.with(
                        directory.resolve("length.zip"),
                        Map.of(
                                "lgsc.json",
                                saved.metadataWithoutDigests("", ""),
                                "coefficients.bin",
                                claims)),
                "array");
    }

    /** The saved model with other last numbers of its parameters or its updater state. */
    private static Path ending(Path target, String entry, float last) throws IOException {
        byte[] array = SavedModel.latin(saved.entry(entry));
        ByteBuffer.wrap(array).putFloat(array.length - Float.BYTES, last);
        return saved.with(
                target, Map.of("lgsc.json", saved.metadataWithoutDigests("", ""), entry, array));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteAreRefused(float last, @TempDir Path directory) throws IOException {
        assertRefused(
                ending(directory.resolve("weights.zip"), "coefficients.bin", last),
                "weights contain values that are not finite");
        assertRefused(
                ending(directory.resolve("updater.zip"), "updaterState.bin", last),
                "updater state contains values that are not finite");
    }

    @Test
    void squaresBelowZeroAreRefused(@TempDir Path directory) throws IOException {
        assertRefused(
                ending(directory.resolve("updater.zip"), "updaterState.bin", -1e-6f),
                "mean of squared gradients below zero");
        INDArray variance = saved.model().graph().getParam("encoder_layer1_0_norm1_var");
        float before = variance.getFloat(0);
        Path file = directory.resolve("variance.zip");
        try {
            variance.putScalar(0, -1e-6f);
            saved.model().saveForInference(file);
        } finally {
            variance.putScalar(0, before);
        }
        assertRefused(file, "\"encoder_layer1_0_norm1_var\" is below zero");
    }

    /** A service's user without the right to read the model was told that it is damaged. */
    @Test
    void aFileThatMayNotBeReadIsNotCalledDamaged(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x.zip"), "x");
        assumeThat(file.toFile().setReadable(false) && !Files.isReadable(file)).isTrue();
        assertThatThrownBy(() -> LgscModel.load(file))
                .isInstanceOf(LgscException.class)
                .hasMessage("Cannot read the model file " + file + ": permission is denied.");
    }
}
