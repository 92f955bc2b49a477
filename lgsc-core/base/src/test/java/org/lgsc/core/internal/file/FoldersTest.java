package org.lgsc.core.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;

class FoldersTest {
    @TempDir Path folder;

    @Test
    void hiddenEntriesAreOmitted() throws IOException {
        Path below = Files.createDirectories(folder.resolve("b"));
        Path shown = Files.createFile(below.resolve("2"));
        Files.createFile(below.resolve(".hidden"));
        Files.createFile(Files.createDirectories(folder.resolve(".cache")).resolve("1"));
        Path first = Files.createFile(folder.resolve("a"));
        assertThat(Folders.entries(folder)).containsExactly(first, below);
        assertThat(Folders.files(folder)).containsExactly(first, shown);
    }

    @Test
    void aFolderThatCannotBeListedIsNamedWithTheReason() throws IOException {
        Path missing = folder.resolve("missing");
        assertThatExceptionOfType(LgscException.class)
                .isThrownBy(() -> Folders.entries(missing))
                .withMessage("Cannot list %s: it does not exist.", missing);
        Path below = Files.createDirectories(folder.resolve("below"));
        Path link = below.resolve("back");
        try {
            Files.createSymbolicLink(link, folder);
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("this system has no links");
        }
        assertThatExceptionOfType(LgscException.class)
                .isThrownBy(() -> Folders.files(folder))
                .withMessage(
                        "Cannot list %s: it is a link to a folder above it; remove the link.",
                        link);
    }
}
