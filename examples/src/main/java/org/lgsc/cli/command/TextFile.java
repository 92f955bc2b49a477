package org.lgsc.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import org.lgsc.core.internal.file.Draft;

/** Text to a file, with an error that names it. */
public final class TextFile {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private TextFile() {}

    public static void writeJson(Path file, Object value) {
        try {
            write(file, JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("figures are JSON", e);
        }
    }

    public static void write(Path file, String text) {
        try {
            Draft.writeString(file, text);
        } catch (IOException e) {
            throw Draft.failure(file.toString(), e);
        }
    }
}
