package org.lgsc.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.CommandRun;
import org.lgsc.cli.TestFolders;
import org.lgsc.core.Split;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;

/** The table of the test policies. */
class BenchPoliciesTest {
    @TempDir Path folder;

    private Path model;
    private Path data;

    @BeforeEach
    void write() throws IOException {
        model = folder.resolve("m.zip");
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(64).seed(3).build(),
                        InputScaling.SYMMETRIC)
                .save(model);
        data = TestFolders.write(folder.resolve("data"));
    }

    private CommandRun run(Object... words) {
        CommandRun run = CommandRun.of(words);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private Path scores(String split) {
        Path file = folder.resolve(split + ".csv");
        run(
                "score",
                "--model",
                model,
                "--data",
                data,
                "--detector",
                "none",
                "--split",
                split,
                "--out",
                file);
        return file;
    }

    /** The rates of the model's own policy are those of score and evaluate. */
    @Test
    void theRatesAreThoseOfTheScores() {
        String table =
                run("bench", "policies", "--model", model, "--data", data, "--detector", "none")
                        .out();
        assertThat(table).contains("4 faces in the development split, 4 in the test split");
        assertThat(table.lines().map(line -> line.split("  ", 2)[0]))
                .contains("full", "whole", "patches", "grid of 4", "centre");

        String report = run("evaluate", "--dev", scores("dev"), "--test", scores("test")).out();
        String full = row(table, "full");
        assertThat(full)
                .contains(rate(report, "APCER print"), rate(report, "BPCER"))
                .containsPattern("\\s100\\s+1\\.0\\s+[0-9.]+$");
    }

    /** It is missing from the rates, and the table has all its rows. */
    @Test
    void aPictureThatIsNotAFaceCropIsSetAside() throws IOException {
        TestFolders.picture(data, Split.TEST, "live", "strip_1.png", RgbImage.black(24, 120));
        String table =
                run("bench", "policies", "--model", model, "--data", data, "--detector", "none")
                        .out();
        assertThat(row(table, "full")).containsPattern("/2\\) .*/2\\) .*100 +1\\.0 +[0-9.]+$");
    }

    @Test
    void somePoliciesCanBeChosen() {
        List<Object> command =
                List.of("bench", "policies", "--model", model, "--data", data, "--policies");
        String table = run(with(command, "patches,grid:2", "--detector", "none")).out();
        assertThat(table).contains("patches ", "grid of 2 ").doesNotContain("full  ", "centre");
        CommandRun wrong = CommandRun.of(with(command, "some"));
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("a test policy is full, whole, patches");
    }

    private static Object[] with(List<Object> command, Object... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toArray();
    }

    private static String row(String table, String policy) {
        return table.lines().filter(line -> line.startsWith(policy + " ")).findFirst().orElse("");
    }

    private static String rate(String report, String name) {
        return Pattern.compile("^\\s+" + name + "\\s+(\\S.*)$", Pattern.MULTILINE)
                .matcher(report)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
