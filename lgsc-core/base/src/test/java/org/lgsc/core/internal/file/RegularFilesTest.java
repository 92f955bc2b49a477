package org.lgsc.core.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class RegularFilesTest {
    @TempDir Path folder;

    /** A pipe that nobody writes to. */
    private Path pipe(String name) throws Exception {
        Path pipe = folder.resolve(name);
        try {
            Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
            Assumptions.assumeTrue(made.waitFor() == 0, "no pipes on this file system");
        } catch (IOException e) {
            Assumptions.abort("this system has no mkfifo");
        }
        return pipe;
    }

    /** Java's exception has only the file's name: "Cannot read x.jpg: x.jpg." */
    @Test
    void aMissingPermissionIsStated() throws Exception {
        Path file = Files.writeString(folder.resolve("x.jpg"), "x");
        assertThatThrownBy(
                        () ->
                                RegularFiles.open(
                                        file,
                                        () -> {
                                            throw new AccessDeniedException(file.toString());
                                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("permission is denied");
        assertThat(IoReason.of(new UncheckedIOException(new AccessDeniedException("a/b"))))
                .isEqualTo("permission is denied");
    }

    @Test
    void pipesAndFoldersAreRefusedAtOnce() throws Exception {
        Path pipe = pipe("x.jpg");
        for (Executable opening :
                List.<Executable>of(
                        () -> RegularFiles.newInputStream(pipe),
                        () -> RegularFiles.newBufferedReader(pipe, StandardCharsets.UTF_8),
                        () -> RegularFiles.readAllBytes(pipe),
                        () -> RegularFiles.readString(pipe),
                        () -> RegularFiles.readAllLines(pipe, StandardCharsets.UTF_8),
                        () -> RegularFiles.openChannel(pipe),
                        () -> RegularFiles.openZip(pipe),
                        () -> AtomicFile.of(pipe))) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () ->
                            assertThatThrownBy(opening::execute)
                                    .isInstanceOf(IOException.class)
                                    .hasMessageContaining("pipe"));
        }
        assertThatThrownBy(() -> RegularFiles.readString(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("folder");
        assertThatThrownBy(() -> RegularFiles.readString(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void linksToFilesAreFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "text");
        Path link = folder.resolve("link");
        try {
            Files.createSymbolicLink(link, file);
        } catch (UnsupportedOperationException | IOException e) {
            Assumptions.abort("no links on this file system");
        }
        assertThat(RegularFiles.readString(link)).isEqualTo("text");
    }
}
