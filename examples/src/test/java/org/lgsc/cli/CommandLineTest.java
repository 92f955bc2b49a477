package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lgsc.data.fixture.TinyNetwork;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

class CommandLineTest {
    @TempDir Path folder;

    static Set<String> commands() {
        return new CommandLine(new Lgsc()).getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpAndAMainOfItsOwn(String command) throws Exception {
        CommandRun run = CommandRun.of(command, "--help");
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("Usage: lgsc " + command).contains("--debug");
        Object itself = new CommandLine(new Lgsc()).getSubcommands().get(command).getCommand();
        assertThat(itself.getClass().getMethod("main", String[].class).getReturnType())
                .isEqualTo(void.class);
        assertThat(CommandRun.of("--help").out()).contains(command);
    }

    /** The variable decides where fetched files are kept. */
    @ParameterizedTest
    @MethodSource("commands")
    void theFolderOfFetchedFilesIsNamedWithItsVariable(String command) {
        String help = CommandRun.of(command, "--help").out();
        assertThat(help.contains("LGSC_HOME")).isEqualTo(help.contains("~/.lgsc"));
    }

    /** The list of the commands shows the first of a command's sentences. */
    @ParameterizedTest
    @MethodSource("commands")
    void everyDescriptionConsistsOfSentences(String command) {
        assertSentences(new CommandLine(new Lgsc()).getSubcommands().get(command));
    }

    private static void assertSentences(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description())
                .as(command.getCommandName())
                .isNotEmpty()
                .allMatch(line -> line.endsWith("."));
        command.getSubcommands().values().forEach(CommandLineTest::assertSentences);
    }

    @Test
    void noCommandIsAWrongArgument() {
        CommandRun run = CommandRun.of();
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Missing command").contains("quickstart");
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertWrong(CommandRun.of("train", "--data", "x"), "--out");
        assertWrong(CommandRun.of("score", "--split", "everything"), "--split");
        assertWrong(CommandRun.of("evaluate", "--criterion", "eeer"), "--criterion", "eeer");
        assertWrong(
                CommandRun.of("train", "--data", "x", "--out", "y", "--epochs", "many"),
                "--epochs");
        assertWrong(
                CommandRun.of("train", "--data", "x", "--out", "y", "--batch", "3"),
                "batch size",
                "3");
        assertWrong(CommandRun.of("train", "--data", "x", "--out", "y", "--size", "100"), "100");
        assertWrong(CommandRun.of("quickstart", "--seed", "0"), "--seed");
        assertWrong(CommandRun.of("quickstart", "--colour"), "--colour");
    }

    @Test
    void misspeltCommandsAndOptionsGetASuggestion() {
        assertThat(CommandRun.of("chek", "--model", "m.zip", "x.jpg").err())
                .contains("Did you mean")
                .contains("check");
        assertThat(CommandRun.of("check", "--modle", "m.zip", "x.jpg").err()).contains("--model");
        assertThat(CommandRun.of("score", "--dat", "x").err()).contains("--data");
        assertThat(CommandRun.of("train", "--dta", "x").err()).contains("Did you mean: --data?");
        assertThat(CommandRun.of("train", "--bacth", "8").err())
                .contains("--batch")
                .doesNotContain("Did you mean");
        assertThat(CommandRun.of("train", "--qzx", "8").err()).doesNotContain("Did you mean");
        assertThat(CommandRun.of("import", "--like", "8").err()).doesNotContain("Did you mean");
    }

    @Test
    void aNameOutsideTheLocaleIsSaid() throws Exception {
        CommandRun run =
                ChildJvm.run(
                        folder,
                        Map.of("LC_ALL", "C"),
                        List.of(
                                "-cp",
                                ChildJvm.classPath(e -> true),
                                "org.lgsc.cli.Lgsc",
                                "check",
                                "--model",
                                "m.zip",
                                "a.jpg",
                                "b\u00fcro.jpg"));
        assertThat(run.err())
                .contains("ro.jpg", "character set of this machine's locale", "LC_ALL=C.UTF-8")
                .doesNotContain("Unmatched");
        assertThat(run.code()).isEqualTo(1);
    }

    private static void assertWrong(CommandRun run, String... parts) {
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(parts).contains("--help").doesNotContain("\tat ");
    }

    @Test
    void yunetNeedsItsFile() throws IOException {
        TestFolders.write(folder.resolve("data"));
        Path missing = folder.resolve("none.onnx");
        CommandRun run =
                CommandRun.of(
                        "train",
                        "--data",
                        folder.resolve("data"),
                        "--out",
                        folder.resolve("m.zip"),
                        "--encoder",
                        "none",
                        "--detector",
                        "yunet",
                        "--yunet",
                        missing);
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err())
                .contains(missing.toString(), "fetch-detector")
                .doesNotContain("\tat ");
    }

    @Test
    void evaluatesScoreFiles() throws IOException {
        Path dev = folder.resolve("dev.csv");
        Path test = folder.resolve("test.csv");
        ScoreFile.write(dev, scores("d", 0.1, 0.2, 0.8, 0.9));
        ScoreFile.write(test, scores("t", 0.1, 0.95, 0.8, 0.9));
        Path json = folder.resolve("report.json");
        CommandRun run = CommandRun.of("evaluate", "--dev", dev, "--test", test, "--json", json);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("BPCER").contains("1/2");
        PadReport report = PadReport.fromJson(Files.readString(json));
        assertThat(report.bpcer().value()).isEqualTo(0.5);
        assertThat(report.acer()).isEqualTo(0.25);
    }

    private static List<PadScore> scores(
            String people, double live1, double live2, double print1, double print2) {
        return List.of(
                PadScore.live("a", people + "anna", live1),
                PadScore.live("b", people + "bert", live2),
                PadScore.attack("c", "print", people + "anna", print1),
                PadScore.attack("d", "print", people + "bert", print2));
    }

    @Test
    void parityHoldsOnTheFixtureOfTheCore() {
        CommandRun run = CommandRun.of("parity", TinyNetwork.folder());
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("DOUBLE NHWC", "FLOAT NHWC", "within their tolerances");
    }

    /** It was [PAPER, SMALL_SCALE, small-scale]. */
    @Test
    void anUnknownChoiceListsEachValueOnceAsTheHelpDoes() {
        assertThat(CommandRun.of("train", "--recipe", "large").err())
                .startsWith(
                        "Invalid value for option '--recipe': expected one of paper, small-scale"
                                + " but was 'large'");
        assertThat(CommandRun.of("train", "--triplets", "e5").err())
                .contains("expected one of none, e5-d4, e5-cue but was 'e5'");
        for (String known : List.of("SMALL_SCALE", "small_scale", "Small-Scale")) {
            assertThat(CommandRun.of("train", "--recipe", known).err()).doesNotContain("expected");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpNamesEveryChoice(String command) {
        assertNamed(new CommandLine(new Lgsc()).getSubcommands().get(command));
    }

    private static void assertNamed(CommandLine line) {
        for (ArgSpec arg : line.getCommandSpec().args()) {
            String help = String.join(" ", arg.description());
            for (Class<?> type : arg.auxiliaryTypes()) {
                boolean listed = type.isEnum() && arg.converters().length == 0;
                for (Object value : listed ? type.getEnumConstants() : new Object[0]) {
                    String name = ((Enum<?>) value).name();
                    assertThat(help).contains(name.toLowerCase(Locale.ROOT).replace('_', '-'));
                }
            }
        }
        line.getSubcommands().values().forEach(CommandLineTest::assertNamed);
    }

    @Test
    void trainedModelIsDescribedAndScores() throws IOException {
        Path data = TestFolders.write(folder.resolve("data"));
        Path model = folder.resolve("m.zip");
        CommandRun trained =
                CommandRun.of(
                        "train",
                        "--data",
                        data,
                        "--out",
                        model,
                        "--recipe",
                        "small-scale",
                        "--base-width",
                        "2",
                        "--size",
                        "64",
                        "--patches",
                        "2",
                        "--steps",
                        "2",
                        "--encoder-steps",
                        "1",
                        "--batch",
                        "4",
                        "--detector",
                        "none",
                        "--no-augment");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(CommandRun.of("info", model).out())
                .contains("\"baseWidth\" : 2", "\"seed\" : 12345", "\"GRID\"");
        assertThat(CommandRun.of("info", "--model", model).out()).contains("\"baseWidth\" : 2");
        assertWrong(CommandRun.of("info"), "MODEL");
        Path csv = folder.resolve("test.csv");
        CommandRun scored = CommandRun.score(model, data, csv);
        assertThat(scored.out()).contains("4 of 4 pictures scored");
        assertThat(ScoreFile.read(csv)).hasSize(4).allMatch(PadScore::hasResponse);
    }
}
