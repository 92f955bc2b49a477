package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples are built without Spark: commands that need it say so before anything else. */
class ClusterCommandsTest {
    @TempDir Path folder;

    private static void assertSparkIsMissing(CommandRun run) {
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("Apache Spark is not on the class path: start with spark-submit")
                .doesNotContain("\tat ");
        assertThat(run.err().strip().lines()).hasSize(1);
    }

    @Test
    void trainingOnAClusterNeedsSpark() {
        assertSparkIsMissing(
                CommandRun.of(
                        "train",
                        "--data",
                        folder.toString(),
                        "--out",
                        folder.resolve("m.zip").toString(),
                        "--master",
                        "local[2]"));
    }

    @Test
    void scoringOnAClusterNeedsSparkAndGoodArguments() {
        String[] arguments = {"spark-score", "--list", "l", "--model", "m", "--out", "o"};
        assertSparkIsMissing(CommandRun.of((Object[]) arguments));
        CommandRun rows =
                CommandRun.of(
                        "spark-score", "--list", "l", "--model", "m", "--out", "o", "--rows", "0");
        assertThat(rows.code()).isEqualTo(2);
        assertThat(rows.err()).contains("rows of a part must be at least 1");
        assertThat(CommandRun.of("spark-score", "--help").out()).contains("--master=URL");
    }

    @Test
    void workersAreTimed() {
        CommandRun run =
                CommandRun.of(
                        "bench",
                        "workers",
                        "--base-width",
                        "2",
                        "--size",
                        "32",
                        "--batch",
                        "4",
                        "--rounds",
                        "1");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("1 worker ", "2 workers", "speed-up");
        assertThat(CommandRun.of("bench", "workers", "--batch", "6").code()).isEqualTo(2);
    }

    @Test
    void aBatchThatWorkersCannotShareIsAWrongArgument() {
        CommandRun run =
                CommandRun.of(
                        "train", "--data", "x", "--out", "y", "--batch", "8", "--workers", "3");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("cannot be shared by 3 workers");
    }

    @Test
    void localStepsNeedSeveralWorkers() {
        String[] train = {"train", "--data", "x", "--out", "y", "--batch", "8"};
        CommandRun alone = CommandRun.of((Object[]) with(train, "--local-steps", "4"));
        assertThat(alone.code()).isEqualTo(2);
        assertThat(alone.err()).contains("one worker has nothing to average");
        CommandRun none =
                CommandRun.of((Object[]) with(train, "--workers", "2", "--local-steps", "0"));
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("local steps must be at least 1");
        assertThat(CommandRun.of("bench", "cluster", "--local-steps", "0").code()).isEqualTo(2);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }
}
