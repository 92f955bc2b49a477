package org.lgsc.train.spark;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lgsc.core.LgscException;

/** Reads the list of a {@link ScoringJob}. */
final class ListReader {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setIgnoreEmptyLines(true)
                    .setIgnoreSurroundingSpaces(true)
                    .get();
    private static final List<String> COLUMNS = List.of("filename", "subject", "attack_type");

    private ListReader() {}

    /**
     * @param bytes of the list
     * @param name for messages
     * @throws LgscException when it is no such list, or empty
     */
    static List<ListRow> read(byte[] bytes, String name) {
        List<ListRow> rows = new ArrayList<>();
        try (BufferedReader reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        new ByteArrayInputStream(bytes), StandardCharsets.UTF_8));
                CSVParser parser = CSVParser.parse(skipMark(reader), FORMAT)) {
            for (String column : COLUMNS) {
                if (!parser.getHeaderMap().containsKey(column)) {
                    throw new LgscException(
                            "List "
                                    + name
                                    + " has no column "
                                    + column
                                    + "; its first line must be filename,subject,attack_type.");
                }
            }
            for (CSVRecord row : parser) {
                if (!row.isConsistent() || row.get("filename").isEmpty()) {
                    throw new LgscException(
                            name
                                    + ", line "
                                    + parser.getCurrentLineNumber()
                                    + ": the line must have a filename and as many columns as the"
                                    + " first.");
                }
                rows.add(
                        new ListRow(
                                row.get("filename"), row.get("subject"), row.get("attack_type")));
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new LgscException("Cannot read list " + name + ": " + e.getMessage() + ".", e);
        }
        if (rows.isEmpty()) {
            throw new LgscException("List " + name + " names no file.");
        }
        return rows;
    }

    private static BufferedReader skipMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != 0xFEFF) {
            reader.reset();
        }
        return reader;
    }
}
