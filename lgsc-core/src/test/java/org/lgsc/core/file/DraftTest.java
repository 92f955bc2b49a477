package org.lgsc.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DraftTest {
    @TempDir Path folder;

    @Test
    void theFileIsThereWhenItIsPublished() throws IOException {
        Path target = folder.resolve("new/folder/file");
        try (Draft draft = Draft.of(target)) {
            Files.writeString(draft.path(), "complete");
            assertThat(target).doesNotExist();
            draft.publish();
        }
        assertThat(target).hasContent("complete");
        assertThat(target.getParent()).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void whatIsNotPublishedIsGone() throws IOException {
        Path target = Files.writeString(folder.resolve("file"), "before");
        try (Draft draft = Draft.of(target)) {
            Files.writeString(draft.path(), "half");
        }
        assertThat(target).hasContent("before");
        assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void permissionsAreThoseOfAnyFile() throws IOException {
        Path other = Files.createFile(folder.resolve("other"));
        Path target = folder.resolve("file");
        publish(target);
        assertThat(Files.getPosixFilePermissions(target))
                .isEqualTo(Files.getPosixFilePermissions(other));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        publish(target);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r-----");
    }

    private static void publish(Path target) throws IOException {
        try (Draft draft = Draft.of(target)) {
            draft.publish();
        }
    }
}
