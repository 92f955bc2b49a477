package org.lgsc.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.cli.CommandRun;
import org.lgsc.cli.TestFolders;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.EncoderWeights;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.weights.WeightImport;
import org.lgsc.data.fixture.TinyNetwork;

/** From a file of weights to a trained model, by the commands alone. */
class TrainEncoderTest {
    /** The weights of the parity fixture, as torch.save and numpy.savez wrote them. */
    private static final Path FIXTURE = TinyNetwork.folder();

    @TempDir static Path folder;

    private static int width;

    @BeforeAll
    static void write() throws Exception {
        TestFolders.write(folder.resolve("data"));
        Files.copy(FIXTURE.resolve("weights.pth"), folder.resolve("e.pth"));
        Files.copy(FIXTURE.resolve("weights.npz"), folder.resolve("e.npz"));
        width = WeightImport.open(folder.resolve("e.pth")).baseWidth();
        Path model = folder.resolve("m.zip");
        CommandRun imported =
                CommandRun.of(
                        "import",
                        "--encoder",
                        folder.resolve("e.pth"),
                        "--size",
                        "64",
                        "--out",
                        model);
        assertThat(imported.code()).as(imported.err()).isZero();
        CommandRun exported =
                CommandRun.of(
                        "export",
                        "--model",
                        model,
                        "--torch",
                        folder.resolve("e.safetensors"),
                        "--onnx",
                        folder.resolve("e.onnx"));
        assertThat(exported.code()).as(exported.out() + exported.err()).isZero();
    }

    private static CommandRun train(Path out, Object... more) {
        Object[] first = {
            "train",
            "--data",
            folder.resolve("data"),
            "--out",
            out,
            "--detector",
            "none",
            "--size",
            "64",
            "--patches",
            "1",
            "--batch",
            "4",
            "--steps",
            "1"
        };
        Object[] all = new Object[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return CommandRun.of(all);
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

    @ParameterizedTest
    @ValueSource(strings = {"pth", "npz", "safetensors", "onnx"})
    void anEncoderOfEveryFormatStaysAsItIsWhenFrozen(String format) {
        Path out = folder.resolve("frozen-" + format + ".zip");
        Path file = folder.resolve("e." + format);
        CommandRun run =
                train(
                        out,
                        "--base-width",
                        width,
                        "--encoder",
                        file,
                        "--freeze-encoder",
                        "--scaling",
                        "imagenet");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        LgscModel trained = LgscModel.load(out);
        assertThat(trained.metadata().network().encoderWeights()).isEqualTo(EncoderWeights.FROZEN);
        assertThat(trained.metadata().preprocessing().scaling()).isEqualTo(InputScaling.IMAGENET);
        assertThat(trained.metadata().provenance().training().get("initialWeights"))
                .contains("encoder imported", "e." + format);
        ComputationGraph given =
                LgscNetwork.builder(trained.metadata().network()).seed(99).build().init();
        WeightImport.open(folder.resolve("e.pth")).intoEncoder(given);
        Map<String, float[]> after = encoder(trained.graph());
        encoder(given).forEach((name, value) -> assertThat(after.get(name)).isEqualTo(value));
        assertThat(CommandRun.of("info", out).out()).contains("FROZEN", "IMAGENET");
    }

    @Test
    void withoutFreezingItIsTrained() {
        Path out = folder.resolve("trained.zip");
        CommandRun run = train(out, "--base-width", width, "--encoder", folder.resolve("e.pth"));
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        ComputationGraph trained = LgscModel.load(out).graph();
        ComputationGraph given = LgscModel.load(folder.resolve("m.zip")).graph();
        assertThat(encoder(trained).get("encoder_conv1_W"))
                .isNotEqualTo(encoder(given).get("encoder_conv1_W"));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        CommandRun random = train(folder.resolve("x.zip"), "--encoder", "none", "--freeze-encoder");
        assertThat(random.code()).isEqualTo(2);
        assertThat(random.err()).contains("--freeze-encoder", "--encoder");
        CommandRun wide =
                train(
                        folder.resolve("x.zip"),
                        "--base-width",
                        width + 1,
                        "--encoder",
                        folder.resolve("e.pth"));
        assertThat(wide.code()).isEqualTo(1);
        assertThat(wide.err()).contains("e.pth", "of another shape").doesNotContain("\tat ");
        CommandRun none = train(folder.resolve("x.zip"), "--encoder", folder.resolve("no.pth"));
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("no.pth").doesNotContain("\tat ");
        assertThat(folder.resolve("x.zip")).doesNotExist();
    }
}
