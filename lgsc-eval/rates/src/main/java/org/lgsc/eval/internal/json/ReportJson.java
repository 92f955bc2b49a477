package org.lgsc.eval.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.core.internal.file.RegularFiles;

/** The Jackson mapper shared by all reports; NaN and infinities are strings. */
public final class ReportJson {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final String NULL = "it is null";

    private ReportJson() {}

    /** Returns a record as JSON. */
    public static String write(Object record) {
        try {
            return MAPPER.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            // reports are plain records: only a programming error gets here
            throw new IllegalStateException(e);
        }
    }

    /** Returns a record as a tree, for a page. */
    public static <T extends JsonNode> T tree(Object record) {
        return MAPPER.valueToTree(record);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param what for the message, e.g. "a PAD report"
     * @throws LgscException when the text is something else
     */
    public static <T> T read(String json, Class<T> type, String what) {
        try {
            T found = MAPPER.readValue(json, type);
            if (found == null) {
                throw LgscException.of("not %s: %s", what, NULL);
            }
            return found;
        } catch (JsonProcessingException e) {
            throw LgscException.of(e, "not %s: %s", what, e.getOriginalMessage());
        }
    }

    /**
     * Reads a file.
     *
     * @param problem message for a file with other contents, with places for the file and the
     *     reason
     * @throws LgscException when it cannot be read or has other contents
     */
    public static <T> T read(Path file, Class<T> type, String problem) {
        try {
            T found = MAPPER.readValue(RegularFiles.readString(file), type);
            if (found == null) {
                throw LgscException.of(problem, file, NULL);
            }
            return found;
        } catch (JsonProcessingException e) {
            throw LgscException.of(e, problem, file, e.getOriginalMessage());
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read %s: %s.", file, IoReason.of(e));
        }
    }
}
