package org.lgsc.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.cli.CommandRun;
import org.lgsc.cli.TestFolders;

/** A training picture that is also in the test split, as another subject's. */
class CopiedPicturesTest {
    private static final String SENTENCE =
            "Pictures of the test split that are copies of pictures in train or dev: 1 (";

    @TempDir Path folder;
    private Path data;

    @BeforeEach
    void copy() throws IOException {
        data = TestFolders.write(folder.resolve("data"));
        try (Stream<Path> live = Files.walk(data.resolve("train/live"))) {
            Path picture = live.filter(Files::isRegularFile).findFirst().orElseThrow();
            Files.copy(picture, data.resolve("test/live/someone_1.png"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lbp", "color-texture"})
    void baselinesReportItAndReportsKeepIt(String method) throws IOException {
        Path model = folder.resolve("model.zip");
        CommandRun train =
                CommandRun.of(
                        "train",
                        "--method",
                        method,
                        "--data",
                        data,
                        "--detector",
                        "none",
                        "--out",
                        model);
        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.err()).containsOnlyOnce(SENTENCE);
        Path csv = folder.resolve("test.csv");
        CommandRun score =
                CommandRun.of(
                        "score",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--detector",
                        "none",
                        "--out",
                        csv);
        assertThat(score.err()).containsOnlyOnce(SENTENCE);
        assertThat(folder.resolve("test.csv.json"))
                .content()
                .contains("\"card: known failures\" : \"" + SENTENCE)
                .contains("\"data faults\" : \"" + SENTENCE);
    }
}
