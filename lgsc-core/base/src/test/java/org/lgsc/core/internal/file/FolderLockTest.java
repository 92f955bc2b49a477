package org.lgsc.core.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;

class FolderLockTest {
    @TempDir Path folder;

    /** Another process that wants the lock: prints "free" or the refusal. */
    static final class Other {
        private Other() {}

        public static void main(String... folder) {
            try (FolderLock lock = lock(Path.of(folder[0]))) {
                System.out.print("free");
            } catch (LgscException e) {
                System.out.print(e.getMessage());
            }
        }
    }

    private static FolderLock lock(Path folder) {
        return FolderLock.of(folder, ".lock", "writes to");
    }

    private String ofAnotherProcess() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Other.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return answer;
    }

    /** Closing any channel of a file releases this process's lock on POSIX systems. */
    @Test
    void aRefusedRunLeavesTheLockToTheOther() throws Exception {
        try (FolderLock held = lock(folder)) {
            assertThatExceptionOfType(LgscException.class)
                    .isThrownBy(() -> lock(folder))
                    .withMessage(
                            "A run in progress writes to %s; wait for it, or give another folder.",
                            folder);
            assertThatExceptionOfType(LgscException.class)
                    .isThrownBy(() -> lock(folder.resolve(".")));
            assertThat(ofAnotherProcess()).startsWith("A run in progress writes to");
            held.close();
            held.close(); // twice, which must not release that of the next run
            try (FolderLock next = lock(folder)) {
                held.close();
                assertThatExceptionOfType(LgscException.class).isThrownBy(() -> lock(folder));
                assertThat(ofAnotherProcess()).startsWith("A run in progress writes to");
            }
        }
        assertThat(ofAnotherProcess()).isEqualTo("free");
    }

    /** As after a kill: the file is still there, the lock is not. */
    @Test
    void aLeftoverFileIsNoLock() throws Exception {
        Files.createFile(folder.resolve(".lock"));
        lock(folder).close();
        assertThat(ofAnotherProcess()).isEqualTo("free");
    }

    @Test
    void aPlaceThatCannotBeWrittenNeedsNone() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (FolderLock first = lock(file);
                FolderLock second = lock(file)) {
            assertThat(first).isNotSameAs(second);
        }
        Files.createDirectory(folder.resolve(".lock")); // as good as a read-only folder
        try (FolderLock first = lock(folder);
                FolderLock second = lock(folder)) {
            assertThat(first).isNotSameAs(second);
        }
    }
}
