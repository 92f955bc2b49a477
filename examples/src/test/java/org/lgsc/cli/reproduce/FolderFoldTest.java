package org.lgsc.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of the files of a folder's fold: those that FolderDataset reads. */
class FolderFoldTest {
    @TempDir Path folder;

    private Path data;

    @BeforeEach
    void write() throws IOException {
        data = folder.resolve("data");
        Path live = Files.createDirectories(data.resolve("train/live"));
        Path print = Files.createDirectories(data.resolve("train/print"));
        Files.write(live.resolve("b_1.png"), new byte[20]);
        Files.write(live.resolve("a_1.JPG"), new byte[3]);
        Files.write(print.resolve("a_1.png"), new byte[100]);
        Files.write(print.resolve("list.csv"), new byte[9]);
    }

    private static String files(Path folder) {
        FolderFold fold =
                FolderFold.of(
                        folder,
                        () -> {
                            throw new AssertionError("no picture is decoded");
                        });
        return fold.files().orElseThrow();
    }

    /** Folds of earlier versions have this record. */
    @Test
    void theRecordHasNamesAndSizes() {
        String live = Path.of("train", "live").toString();
        String print = Path.of("train", "print").toString();
        String separator = data.getFileSystem().getSeparator();
        String text =
                live
                        + separator
                        + "a_1.JPG\0"
                        + "3\n"
                        + live
                        + separator
                        + "b_1.png\0"
                        + "20\n"
                        + print
                        + separator
                        + "a_1.png\0"
                        + "100\n";
        assertThat(files(data)).isEqualTo(FoldRunner.digest(text));
    }

    @Test
    void picturesBehindLinksCount() throws IOException {
        String before = files(data);
        assertThat(files(Files.createSymbolicLink(folder.resolve("link"), data))).isEqualTo(before);
        Path parts = Files.createDirectories(folder.resolve("parts"));
        Path train = Files.createSymbolicLink(parts.resolve("train"), data.resolve("train"));
        assertThat(files(parts)).isEqualTo(before);
        Files.write(train.resolve("print/a_1.png"), new byte[101]);
        assertThat(files(parts)).isNotEqualTo(before);
    }

    @Test
    void hiddenFilesDoNotCount() throws IOException {
        String before = files(data);
        Files.write(data.resolve("train/live/._b_1.png"), new byte[5]);
        Files.write(
                Files.createDirectories(data.resolve(".thumbnails")).resolve("1.png"), new byte[5]);
        assertThat(files(data)).isEqualTo(before);
    }

    /** The reader sets it aside. */
    @Test
    void aLinkToNothingIsNoError() throws IOException {
        Files.createSymbolicLink(data.resolve("train/live/c_1.png"), folder.resolve("gone.png"));
        assertThat(files(data)).hasSize(12);
    }
}
