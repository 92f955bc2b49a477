package org.lgsc.data.listed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lgsc.core.LgscException;
import org.lgsc.core.file.RegularFiles;
import org.lgsc.data.protocol.SetFolder;

/** A CSV list of presentations with the columns {@code filename,subject,attack_type}. */
public final class PresentationList {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setIgnoreEmptyLines(true)
                    .setIgnoreSurroundingSpaces(true)
                    .get();
    private static final List<String> COLUMNS = List.of("filename", "subject", "attack_type");

    private PresentationList() {}

    /**
     * A line.
     *
     * @param fileName relative, with or without ending
     * @param subject the person shown
     * @param species empty for bona fide
     * @param line of the list, from 1
     */
    public record Row(String fileName, String subject, String species, long line) {
        /** The file name without a known ending. */
        String id() {
            Path path = Path.of(fileName);
            String ending = SetFolder.ending(path);
            boolean known =
                    SetFolder.VIDEOS.contains(ending) || SetFolder.PICTURES.contains(ending);
            String name =
                    known
                            ? fileName.substring(0, fileName.length() - ending.length() - 1)
                            : fileName;
            return name.replace('\\', '/');
        }
    }

    /**
     * Reads a list of a data set, whose names become paths in the cache and whose subjects decide
     * the splits.
     *
     * @throws LgscException when the list cannot be read or a line is malformed
     */
    static List<Row> read(Path file) {
        try (BufferedReader reader = RegularFiles.newBufferedReader(file, StandardCharsets.UTF_8)) {
            List<Row> rows = parse(reader, file.toString());
            rows.forEach(row -> requireUsable(row, file + ", line " + row.line()));
            return rows;
        } catch (IOException | IllegalArgumentException e) { // also names that are no paths
            throw new LgscException("Cannot read list " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * Reads any list; subjects may be empty, file names absolute.
     *
     * @param reader UTF-8, with a byte order mark or without; the caller closes it
     * @param name of the list, for messages
     * @throws LgscException when a column is missing or a line is malformed, naming the line
     * @throws IOException when the reader fails
     */
    public static List<Row> parse(BufferedReader reader, String name) throws IOException {
        List<Row> rows = new ArrayList<>();
        try {
            CSVParser parser = CSVParser.parse(skipMark(reader), FORMAT);
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
            for (CSVRecord record : parser) {
                rows.add(row(record, name, parser.getCurrentLineNumber()));
            }
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new LgscException("Cannot read list " + name + ": " + e.getMessage() + ".", e);
        }
        return rows;
    }

    private static BufferedReader skipMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    private static Row row(CSVRecord record, String name, long line) {
        String place = name + ", line " + line;
        if (!record.isConsistent() || !record.isSet("attack_type")) {
            throw new LgscException(
                    place + ": the line has another number of columns than the first.");
        }
        if (record.get("filename").isEmpty()) {
            throw new LgscException(place + ": the filename may not be empty.");
        }
        return new Row(
                record.get("filename"), record.get("subject"), record.get("attack_type"), line);
    }

    private static void requireUsable(Row row, String place) {
        if (row.subject().isEmpty()) {
            throw new LgscException(place + ": the subject may not be empty.");
        }
        // names become paths in the cache, which may not be left through them
        Path path;
        try {
            path = SetFolder.path(row.fileName());
        } catch (LgscException e) {
            throw new LgscException(place + ": " + e.getMessage(), e);
        }
        if (path.isAbsolute() || row.fileName().contains("..")) {
            throw new LgscException(
                    place
                            + ": "
                            + row.fileName()
                            + " must be relative to the folder of the lists, without '..'.");
        }
    }
}
