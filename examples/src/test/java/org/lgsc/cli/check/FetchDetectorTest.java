package org.lgsc.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.CommandRun;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.detector.YuNetFile;

/** The detector's file as far as no network is needed: it is missing, or another one. */
class FetchDetectorTest {
    @TempDir Path folder;

    @Test
    void withoutItsFileTheDetectorSaysHowToGetIt() {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", folder.toString());
        try {
            FaceOptions options = new FaceOptions();
            options.detector = FaceOptions.Detector.YUNET;
            assertThatThrownBy(options::open)
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("fetch-detector");
        } finally {
            System.setProperty("user.home", home);
        }
    }

    /** No network is asked: the sentence is about the folder. */
    @Test
    void aFolderThatCannotBeIsSaidBeforeAnythingIsFetched() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (Path place : new Path[] {file, file.resolve("below")}) {
            CommandRun run = CommandRun.of("fetch-detector", "--folder", place);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .contains("Cannot write into " + place)
                    .doesNotContain("Cannot fetch", "\tat ");
        }
    }

    @Test
    void anotherFileUnderItsNameIsRefused() throws Exception {
        Path file = folder.resolve(YuNetFile.PUBLISHED.fileName());
        Files.writeString(file, "something else");
        CommandRun run = CommandRun.of("fetch-detector", "--folder", folder);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains(file.toString(), "SHA-256", YuNetFile.PUBLISHED.sha256())
                .doesNotContain("\tat ");
    }
}
