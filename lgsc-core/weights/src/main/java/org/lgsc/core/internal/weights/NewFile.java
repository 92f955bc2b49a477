package org.lgsc.core.internal.weights;

import java.io.IOException;
import java.nio.file.Path;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.AtomicFile;

/** Writes a file that appears under its name only when it is complete. */
public final class NewFile {
    private NewFile() {}

    /**
     * @param what kind of file for messages, for example "ONNX"
     * @throws LgscException naming the file when it cannot be written
     */
    public static void write(Path file, String what, AtomicFile.Content content) {
        try {
            AtomicFile.write(file, content);
        } catch (IOException e) {
            throw AtomicFile.failure("the " + what + " file " + file, e);
        }
    }
}
