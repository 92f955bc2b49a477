package org.lgsc.examples.reproduce;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The paper's own rows, as printed.
 *
 * @param source where they stand
 * @param rows one a protocol
 */
public record PublishedRows(String source, List<Row> rows) {
    /** Copies the list. */
    public PublishedRows {
        rows = List.copyOf(rows);
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
     */
    public record Row(
            int table, String protocol, String apcer, String bpcer, String acer, String hter) {
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

    /** The row of a protocol. */
    public Optional<Row> row(PaperTable table, String protocol) {
        return rows.stream()
                .filter(r -> r.table() == table.number() && r.protocol().equals(protocol))
                .findFirst();
    }
}
