package org.lgsc.data.internal.sets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;

/**
 * A CSV list of presentations with the columns {@code filename,subject,attack_type} and,
 * optionally, {@code video}, in any order and in upper or lower case; other columns, such as the
 * unnamed index of a data frame, are ignored. UTF-8. Fields are separated by commas, or by
 * semicolons or tabs where the first line has no comma. Backslashes in file names are read as
 * slashes.
 */
public final class PresentationList {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setIgnoreEmptyLines(true)
                    .setIgnoreSurroundingSpaces(true)
                    .setIgnoreHeaderCase(true)
                    .setAllowMissingColumnNames(true)
                    .get();

    /** Number of characters of the first line in which the separator is looked for. */
    private static final int HEADER = 4096;

    private static final List<String> COLUMNS = List.of("filename", "subject", "attack_type");

    private PresentationList() {}

    /**
     * A line.
     *
     * @param fileName relative, with or without extension
     * @param subject the subject shown
     * @param species empty for bona fide
     * @param video the presentation that a picture is a frame of; empty when the picture is a
     *     presentation of its own
     * @param line number of the line in the list, from 1
     */
    public record Row(String fileName, String subject, String species, String video, long line)
            implements Serializable {
        /** Returns whether two lines, perhaps of two protocols' lists, agree about a file. */
        public boolean agreesWith(Row other) {
            return subject.equals(other.subject)
                    && species.equals(other.species)
                    && video.equals(other.video);
        }

        /** Returns the file name without a known extension. */
        public String id() {
            Path path = Path.of(fileName);
            String ending = FileNames.ending(path);
            boolean known =
                    FileNames.VIDEOS.contains(ending) || FileNames.PICTURES.contains(ending);
            String name =
                    known
                            ? fileName.substring(0, fileName.length() - ending.length() - 1)
                            : fileName;
            return name;
        }
    }

    /**
     * Reads a list of a data set, whose names become paths in the cache. Subjects may be empty when
     * they are not known.
     *
     * @throws LgscException when the list cannot be read or a line is malformed
     */
    public static List<Row> read(Path file) {
        try (BufferedReader reader = RegularFiles.newBufferedReader(file, StandardCharsets.UTF_8)) {
            List<Row> rows = parse(reader, file.toString());
            rows.forEach(row -> requireUsable(row, file + ", line " + row.line()));
            return rows;
        } catch (CharacterCodingException e) {
            throw noUtf8(file.toString(), e);
        } catch (IOException | IllegalArgumentException e) { // also names that are not paths
            throw LgscException.of(e, "Cannot read list %s: %s.", file, IoReason.of(e));
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
            BufferedReader text = skipMark(reader);
            CSVFormat format = FORMAT.builder().setDelimiter(delimiter(text)).get();
            CSVParser parser = CSVParser.parse(text, format);
            for (String column : COLUMNS) {
                if (!parser.getHeaderMap().containsKey(column)) {
                    throw LgscException.of(
                            "List %s has no column %s; its first line must be "
                                    + "filename,subject,attack_type.",
                            name, column);
                }
            }
            for (CSVRecord record : parser) {
                rows.add(row(record, name, parser.getCurrentLineNumber()));
            }
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw noUtf8(name, e);
            }
            Throwable cause = e.getCause();
            String why = (cause == null ? e : cause).getMessage();
            throw LgscException.of(e, "Cannot read list %s: %s.", name, why);
        } catch (IllegalArgumentException e) {
            throw LgscException.of(e, "Cannot read list %s: %s.", name, e.getMessage());
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

    /** Returns a comma, or the semicolon or tab of a first line without commas. */
    private static char delimiter(BufferedReader reader) throws IOException {
        reader.mark(HEADER);
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0 && c != '\n' && line.length() < HEADER - 1; ) {
            line.append((char) c);
            c = reader.read();
        }
        reader.reset();
        if (line.indexOf(",") >= 0) {
            return ',';
        }
        return line.indexOf(";") >= 0 ? ';' : line.indexOf("\t") >= 0 ? '\t' : ',';
    }

    private static LgscException noUtf8(String name, Exception cause) {
        return LgscException.of(
                cause,
                "Cannot read list %s: it is not UTF-8; save it as a CSV file in UTF-8.",
                name);
    }

    private static Row row(CSVRecord record, String name, long line) {
        String place = name + ", line " + line;
        if (!record.isConsistent() || !record.isSet("attack_type")) {
            throw new LgscException(
                    place + ": the line does not have as many columns as the first.");
        }
        if (record.get("filename").isEmpty()) {
            throw new LgscException(place + ": the filename must not be empty.");
        }
        return new Row(
                record.get("filename").replace('\\', '/'),
                record.get("subject"),
                record.get("attack_type"),
                record.isMapped("video") ? record.get("video") : "",
                line);
    }

    private static void requireUsable(Row row, String place) {
        // names become paths in the cache and must not lead out of it
        Path path;
        try {
            path = DatasetFolder.path(row.fileName());
        } catch (LgscException e) {
            throw LgscException.of(e, "%s: %s", place, e.getMessage());
        }
        if (path.isAbsolute() || row.fileName().contains("..")) {
            throw LgscException.of(
                    "%s: %s must be relative to the folder of the lists, without '..'.",
                    place, row.fileName());
        }
    }
}
