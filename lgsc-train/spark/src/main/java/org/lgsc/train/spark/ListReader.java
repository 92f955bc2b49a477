package org.lgsc.train.spark;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lgsc.core.LgscException;
import org.lgsc.data.internal.sets.PresentationList;

/** Reads the list of a {@link ScoringJob}. */
final class ListReader {
    private ListReader() {}

    /** Reads a list of at least one file; the name is for messages. */
    static List<PresentationList.Row> read(byte[] bytes, String name) {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))) {
            List<PresentationList.Row> rows = PresentationList.parse(reader, name);
            if (rows.isEmpty()) {
                throw new LgscException("List " + name + " does not name any file.");
            }
            return rows;
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read list %s: %s.", name, e.getMessage());
        }
    }
}
