package org.lgsc.cli.reproduce;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of the paper's Tables 1 to 5 as printed. It also has some marked rows that are not in
 * the paper, of contemporary methods on the same protocols.
 *
 * @param transcribed sources of the figures, by the flag of the rows
 * @param notes errata of the printed tables
 * @param methods methods, the paper's own first
 */
public record PublishedRows(
        Map<String, String> transcribed, List<Note> notes, List<Method> methods) {
    /** The flag of the rows of the paper's own tables. */
    public static final String PAPER = "paper";

    public PublishedRows {
        transcribed = new LinkedHashMap<>(transcribed);
        notes = List.copyOf(notes);
        methods = List.copyOf(methods);
    }

    /**
     * An erratum or an ambiguity of the paper.
     *
     * @param table number in the paper; 0 if the note is not about a table
     * @param protocol protocol; empty if the note is about the whole table
     * @param method method; empty if the note is about the whole table
     * @param text a sentence or two
     */
    public record Note(int table, String protocol, String method, String text) {
        /** The text, preceded by its place in the table. */
        String words() {
            String place =
                    Stream.of(protocol, method)
                            .filter(s -> !s.isEmpty())
                            .collect(Collectors.joining(", "));
            return place.isEmpty() ? text : place + ": " + text;
        }
    }

    /**
     * A method.
     *
     * @param name name in the paper
     * @param reference number in the paper's list of references, as its tables cite the method; 0
     *     for its own method and for methods that are not in the paper
     * @param paper source of the method
     * @param rows one row per protocol
     */
    public record Method(String name, int reference, String paper, List<Row> rows) {
        public Method {
            rows = List.copyOf(rows);
        }

        public Optional<Row> row(PaperTable table, String protocol) {
            return rows.stream()
                    .filter(r -> r.table() == table.number() && r.protocol().equals(protocol))
                    .findFirst();
        }
    }

    /**
     * A row. Numbers are text as printed, in percent, with the deviation if printed. A column that
     * the table does not have is empty; a printed dash is a dash.
     *
     * @param table number in the paper
     * @param protocol protocol, or variant of the ablation
     * @param apcer as printed
     * @param bpcer as printed
     * @param acer as printed
     * @param hter as printed, without the percent sign that Table 3 repeats in each cell
     * @param transcribed a key of {@link PublishedRows#transcribed()}
     */
    public record Row(
            int table,
            String protocol,
            String apcer,
            String bpcer,
            String acer,
            String hter,
            String transcribed) {
        /** Whether the paper's own table has this row. */
        public boolean inPaper() {
            return transcribed.equals(PAPER);
        }

        /** A column by name: APCER, BPCER, ACER or HTER. */
        public String column(String metric) {
            return switch (metric) {
                case "APCER" -> apcer;
                case "BPCER" -> bpcer;
                case "ACER" -> acer;
                default -> hter;
            };
        }
    }

    public static PublishedRows load() {
        try (InputStream in = PublishedRows.class.getResourceAsStream("published.json")) {
            return new ObjectMapper().readValue(in, PublishedRows.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The paper's own method. */
    public Method own() {
        return methods.get(0);
    }

    /** The methods with a row in a table, the paper's own first. */
    public List<Method> in(PaperTable table) {
        return methods.stream()
                .filter(m -> m.rows().stream().anyMatch(r -> r.table() == table.number()))
                .toList();
    }

    /**
     * The notes about a table, in the order of its protocols; none for a table not in the paper.
     */
    public List<Note> notes(PaperTable table) {
        return notes.stream().filter(n -> table.inPaper() && n.table() == table.number()).toList();
    }

    /** The notes about a table as a whole and about some of its protocols. */
    List<Note> notes(PaperTable table, Set<String> protocols) {
        return notes(table).stream()
                .filter(n -> n.protocol().isEmpty() || protocols.contains(n.protocol()))
                .toList();
    }
}
