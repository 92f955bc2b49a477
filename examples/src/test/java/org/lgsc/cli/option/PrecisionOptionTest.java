package org.lgsc.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.cli.ChildJvm;
import org.lgsc.cli.CommandRun;
import org.lgsc.cli.Lgsc;
import org.lgsc.cli.TestFolders;
import org.lgsc.cli.check.Check;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.synthetic.SyntheticFaces;

class PrecisionOptionTest {
    @TempDir Path folder;

    private Path model;
    private Path face;

    @BeforeEach
    void write() throws Exception {
        model = folder.resolve("m.zip");
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(4).inputSize(64).build(),
                        InputScaling.SYMMETRIC)
                .save(model);
        face = folder.resolve("0.png");
        SyntheticFaces drawn = SyntheticFaces.of(3);
        ImageEncoder.writePng(drawn.portrait(0, 200), face);
    }

    @Test
    void checkAndScoreTakeIt() throws Exception {
        assumeThat(Precision.BF16.isSupported()).isTrue();
        CommandRun check =
                CommandRun.of(
                        "check", "--model", model, "--threshold", "1", "--precision", "bf16", face);
        assertThat(check.code()).as(check.err()).isZero();
        Path csv = folder.resolve("s.csv");
        CommandRun score =
                CommandRun.of(
                        "score",
                        "--model",
                        model,
                        "--data",
                        TestFolders.write(folder.resolve("data")),
                        "--out",
                        csv,
                        "--detector",
                        "none",
                        "--precision",
                        "BF16");
        assertThat(score.code()).as(score.err()).isZero();
        assertThat(folder.resolve("s.csv.json")).content().contains("\"precision\" : \"bf16\"");
        CommandRun selfcheck = CommandRun.of("selfcheck", "--precision", "bf16");
        assertThat(selfcheck.code()).as(selfcheck.out()).isZero();
        assertThat(selfcheck.out()).contains(" in bf16,");
    }

    @Test
    void anotherNameIsRefused() {
        CommandRun run = CommandRun.of("check", "--model", model, "--precision", "float16", face);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--precision").containsIgnoringCase("bf16");
    }

    /** oneDNN hides instructions that this variable does not name. */
    @ParameterizedTest
    @ValueSource(strings = {"check", "selfcheck"})
    void aProcessorWithoutTheInstructionsIsSaidInOneSentence(String command) throws Exception {
        assumeThat(System.getProperty("os.arch")).isIn("amd64", "x86_64");
        List<String> words =
                command.equals("check")
                        ? List.of("check", "--model", model.toString(), face.toString())
                        : List.of("selfcheck");
        CommandRun run = child(words, "bf16");
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "This processor has no instructions for precision bf16 (AVX512-BF16)",
                        "use float32")
                .doesNotContain("Exception");
        CommandRun floats = child(words, "float32");
        assertThat(floats.code()).as(floats.out() + floats.err()).isIn(0, Check.NOT_LIVE);
    }

    private CommandRun child(List<String> words, String precision) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of("-cp", ChildJvm.classPath(e -> true), Lgsc.class.getName()));
        arguments.addAll(words);
        arguments.addAll(List.of("--precision", precision));
        return ChildJvm.run(folder, Map.of("DNNL_MAX_CPU_ISA", "AVX2"), arguments);
    }
}
