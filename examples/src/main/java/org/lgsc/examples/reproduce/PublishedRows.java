package org.lgsc.examples.reproduce;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows as printed in papers: those of the paper's own method, and those of the methods that papers
 * on face anti-spoofing of its time compare with on the same protocols.
 *
 * @param transcribed where figures were taken from, by the flag that rows bear
 * @param methods the paper's own first
 */
public record PublishedRows(Map<String, String> transcribed, List<Method> methods) {
    /** Copies the collections. */
    public PublishedRows {
        transcribed = new LinkedHashMap<>(transcribed);
        methods = List.copyOf(methods);
    }

    /**
     * A method.
     *
     * @param name as papers have it
     * @param paper that it comes from
     * @param rows one a protocol
     */
    public record Method(String name, String paper, List<Row> rows) {
        /** Copies the list. */
        public Method {
            rows = List.copyOf(rows);
        }

        /** The row of a protocol. */
        public Optional<Row> row(PaperTable table, String protocol) {
            return rows.stream()
                    .filter(r -> r.table() == table.number() && r.protocol().equals(protocol))
                    .findFirst();
        }
    }

    /**
     * A row; numbers are text as printed, in percent, with the deviation where the paper has one.
     *
     * @param table number in the paper
     * @param protocol or variant of the ablation
     * @param apcer empty where it was not transcribed
     * @param bpcer empty where it was not transcribed
     * @param acer empty where the paper has none
     * @param hter empty where the paper has none
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

    /** The transcribed rows. */
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
}
