package org.lgsc.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lgsc.core.LgscException;

/** Text to a file, with an error that names it. */
final class TextFile {
    private TextFile() {}

    static void write(Path file, String text) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new LgscException(
                    "Cannot write " + file + "; check that its folder is writable.", e);
        }
    }
}
