package org.lgsc.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import org.lgsc.core.internal.file.AtomicFile;

/** JSON for people: one field a line. */
public final class IndentedJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private IndentedJson() {}

    public static String of(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the value cannot be written as JSON", e);
        }
    }

    /** Writes a file; a message names it when that fails. */
    public static void write(Path file, Object value) {
        AtomicFile.writeText(file, of(value));
    }
}
