package org.lgsc.core.weights;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lgsc.core.LgscException;
import org.lgsc.core.file.Draft;

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
        try (Draft draft = Draft.of(file)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft.path()))) {
                content.writeTo(out);
            }
            draft.publish();
        } catch (IOException e) {
            throw new LgscException(
                    "Cannot write the "
                            + what
                            + " file "
                            + file
                            + "; check that its folder is writable and has room.",
                    e);
        }
    }
}
