package org.lgsc.data.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.data.dataset.SetAside;

/**
 * The CSV files of a cache. UTF-8, lines end in LF, so that every machine writes the same bytes.
 */
final class CacheTable {
    private static final String[] ENTRY =
            "path,video,frame,subject,label,species,x,y,width,height,box_source,sha256".split(",");
    private static final String[] PROBLEM = {"id", "reason"};

    private CacheTable() {}

    private static CSVFormat format(String... header) {
        return CSVFormat.DEFAULT
                .builder()
                .setHeader(header)
                .setSkipHeaderRecord(false)
                .setRecordSeparator('\n')
                .get();
    }

    static String entries(List<FaceCache.Entry> entries) {
        return table(
                ENTRY,
                entries,
                e ->
                        new Object[] {
                            e.path(),
                            e.video(),
                            e.frame() < 0 ? "" : e.frame(),
                            e.subject(),
                            e.label().name().toLowerCase(Locale.ROOT),
                            e.species(),
                            e.box().x(),
                            e.box().y(),
                            e.box().width(),
                            e.box().height(),
                            e.boxSource(),
                            e.sha256()
                        });
    }

    static String problems(List<SetAside> problems) {
        return table(PROBLEM, problems, p -> new Object[] {p.id(), p.reasonAlone()});
    }

    private static <T> String table(String[] header, List<T> rows, Function<T, Object[]> values) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, format(header))) {
            for (T row : rows) {
                printer.printRecord(values.apply(row));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be written", e);
        }
        return text.toString();
    }

    /**
     * @throws LgscException when the file cannot be read
     */
    static List<FaceCache.Entry> readEntries(Path file) {
        return read(file, ENTRY, CacheTable::entry);
    }

    private static FaceCache.Entry entry(CSVRecord r) {
        return new FaceCache.Entry(
                r.get("path"),
                r.get("video"),
                r.get("frame").isEmpty() ? -1 : Integer.parseInt(r.get("frame")),
                r.get("subject"),
                Label.valueOf(r.get("label").toUpperCase(Locale.ROOT)),
                r.get("species"),
                new FaceBox(
                        Integer.parseInt(r.get("x")),
                        Integer.parseInt(r.get("y")),
                        Integer.parseInt(r.get("width")),
                        Integer.parseInt(r.get("height")),
                        1),
                r.get("box_source"),
                r.get("sha256"));
    }

    static List<SetAside> readProblems(Path file) {
        return read(file, PROBLEM, r -> new SetAside(r.get("id"), r.get("reason")));
    }

    private static <T> List<T> read(Path file, String[] header, Function<CSVRecord, T> row) {
        CSVFormat format =
                CSVFormat.DEFAULT.builder().setHeader(header).setSkipHeaderRecord(true).get();
        try (BufferedReader reader = RegularFiles.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(reader, format)) {
            return parser.stream().map(row).toList();
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw damaged(file, e);
        }
    }

    private static LgscException damaged(Path file, Exception cause) {
        return LgscException.of(
                cause, "Cannot read %s; remove it and prepare the data set again.", file);
    }

    /**
     * Writes the entire file or nothing: a reader never sees half a file, even when the writer is
     * killed. The draft has a fixed name, unlike that of {@link
     * org.lgsc.core.internal.file.AtomicFile}, so that a resumed cache ends with the same files as
     * one that was never interrupted.
     */
    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
        Files.move(
                draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
