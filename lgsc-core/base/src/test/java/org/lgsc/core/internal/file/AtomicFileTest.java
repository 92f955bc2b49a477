package org.lgsc.core.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir Path folder;

    @Test
    void theFileIsThereWhenItIsPublished() throws IOException {
        Path target = folder.resolve("new/folder/file");
        try (AtomicFile draft = AtomicFile.of(target)) {
            Files.writeString(draft.path(), "complete");
            assertThat(target).doesNotExist();
            draft.publish();
        }
        assertThat(target).hasContent("complete");
        assertThat(target.getParent()).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void unpublishedFilesAreDeleted() throws IOException {
        Path target = Files.writeString(folder.resolve("file"), "before");
        try (AtomicFile draft = AtomicFile.of(target)) {
            Files.writeString(draft.path(), "half");
        }
        assertThat(target).hasContent("before");
        assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    }

    /** As on a full disk. */
    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path target = Files.writeString(folder.resolve("file"), "before");
        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        target,
                                        out -> {
                                            out.write(new byte[100_000]);
                                            throw new IOException("No space left on device");
                                        }))
                .isInstanceOf(IOException.class);
        assertThat(target).hasContent("before");
        assertThat(folder).isDirectoryNotContaining("glob:**/.*");
        AtomicFile.writeString(target, "after");
        assertThat(target).hasContent("after");
    }

    @Test
    void leftOversOfKilledProcessesAreRemoved() throws IOException {
        Path old = Files.createFile(folder.resolve(".lgsc-0123456789abcdef.part"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7200)));
        Path inUse = Files.createFile(folder.resolve(".lgsc-0123456789abcde0.part"));
        Path other = Files.createFile(folder.resolve(".lgsc-notes.part"));
        Files.setLastModifiedTime(other, FileTime.from(Instant.now().minusSeconds(7200)));
        AtomicFile.writeString(folder.resolve("file"), "text");
        assertThat(old).doesNotExist();
        assertThat(inUse).exists();
        assertThat(other).exists();
    }

    @Test
    void aFolderIsNotReplacedByAFile() throws IOException {
        Path target = Files.createDirectory(folder.resolve("model.zip"));
        assertThatThrownBy(() -> AtomicFile.of(target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("folder");
        assertThat(target).isDirectory();
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

    /** One sentence without the name of a class, whatever the system reports. */
    @Test
    void aFailureIsASentence() {
        assertThat(
                        AtomicFile.failure(
                                "the model file m.zip", new IOException("No space left on device")))
                .hasMessage(
                        "Cannot write the model file m.zip: No space left on device; make room"
                                + " there or choose another place.");
        assertThat(AtomicFile.failure("x", new AccessDeniedException("x")))
                .hasMessageStartingWith("Cannot write x: permission is denied;");
        assertThat(
                        AtomicFile.failure(
                                "x", new FileSystemException("x", null, "Read-only file system")))
                .hasMessageStartingWith("Cannot write x: Read-only file system;");
        assertThat(AtomicFile.failure("x", new IOException()))
                .hasMessage(
                        "Cannot write x: the system gives no reason; make room there or choose another place.");
    }

    private static void publish(Path target) throws IOException {
        try (AtomicFile draft = AtomicFile.of(target)) {
            draft.publish();
        }
    }
}
