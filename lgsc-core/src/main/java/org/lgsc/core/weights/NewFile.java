package org.lgsc.core.weights;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.lgsc.core.LgscException;

/** Writes a file that appears under its name only when it is complete. */
final class NewFile {
    /** What is written. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private NewFile() {}

    /**
     * @param what for messages, e.g. "ONNX"
     * @throws LgscException naming the file when it cannot be written
     */
    static void write(Path file, String what, Content content) {
        Path target = file.toAbsolutePath();
        Path complete = null;
        try {
            Files.createDirectories(target.getParent());
            complete = Files.createTempFile(target.getParent(), ".lgsc-weights", ".tmp");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(complete))) {
                content.writeTo(out);
            }
            Files.move(complete, target, StandardCopyOption.REPLACE_EXISTING);
            complete = null;
        } catch (IOException e) {
            throw new LgscException(
                    "Cannot write the "
                            + what
                            + " file "
                            + file
                            + "; check that its folder is writable and has room.",
                    e);
        } finally {
            deleteQuietly(complete);
        }
    }

    private static void deleteQuietly(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // a leftover temporary file is no reason to lose the error that led here
            }
        }
    }
}
