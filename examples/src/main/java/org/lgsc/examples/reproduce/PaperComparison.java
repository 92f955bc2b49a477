package org.lgsc.examples.reproduce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.FoldSummary.MeanDeviation;
import org.lgsc.examples.reproduce.PublishedRows.Method;
import org.lgsc.examples.reproduce.PublishedRows.Note;

/** A table of the paper with our rows in it. */
final class PaperComparison {
    private static final List<String> METRICS = List.of("APCER", "BPCER", "ACER", "HTER");

    private final Plan plan;
    private final Map<String, FoldSummary> ours;
    private final PublishedRows published;

    /**
     * @param ours by protocol, in the order of the plan
     */
    PaperComparison(Plan plan, Map<String, FoldSummary> ours, PublishedRows published) {
        this.plan = plan;
        this.ours = ours;
        this.published = published;
    }

    /** Our rows beside the paper's own, then the paper's table, and what it does not have. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "# Table %d: %s%n%nOurs: %s. Mean and standard deviation (ddof 0) over the"
                                + " folds, threshold fitted on each fold's"
                                + " development split, in percent.%nPublished: %s; %s. The paper's"
                                + " table has no column for an empty cell.%n%n| |",
                        plan.table().number(),
                        plan.table().subject(),
                        plan.data(),
                        published.own().paper(),
                        published.transcribed().get(PublishedRows.PAPER)));
        METRICS.forEach(m -> text.append(" ours ").append(m).append(" | published |"));
        text.append(" folds |\n|---|").append("---:|".repeat(2 * METRICS.size() + 1)).append('\n');
        ours.forEach(
                (name, summary) -> {
                    text.append("| ").append(name).append(" |");
                    for (String metric : METRICS) {
                        text.append(' ').append(mean(summary, metric)).append(" | ");
                        text.append(printed(published.own(), name, metric)).append(" |");
                    }
                    text.append(' ').append(summary.folds().size()).append(" |\n");
                });
        if (!plan.missing().isEmpty()) {
            text.append("\nNo data for: ").append(String.join(", ", plan.missing())).append(".\n");
        }
        if (published.in(plan.table()).size() > 1) {
            section(text, "The paper's table", rows());
        }
        List<List<String>> apart = apart();
        if (!apart.isEmpty()) {
            section(text, "Not in the paper", apart);
        }
        notes(text);
        return text.toString();
    }

    private void section(StringBuilder text, String title, List<List<String>> rows) {
        text.append("\n## ").append(title).append("\n\n");
        text.append("| protocol | method | ").append(String.join(" | ", METRICS));
        text.append(" | from |\n|---|---|").append("---:|".repeat(METRICS.size())).append("---|\n");
        Set<String> flags = new TreeSet<>();
        Set<String> names = new HashSet<>();
        for (List<String> row : rows) {
            text.append("| ").append(String.join(" | ", row)).append(" |\n");
            names.add(row.get(1));
            flags.add(row.get(row.size() - 1));
        }
        text.append('\n');
        for (String flag : flags) {
            String words = published.transcribed().get(flag);
            if (words != null) {
                text.append("- ").append(flag).append(": ").append(words).append(".\n");
            }
        }
        for (Method method : published.in(plan.table())) {
            if (names.contains(method.name())) {
                text.append("- ").append(method.name()).append(": ").append(method.paper());
                text.append(".\n");
            }
        }
    }

    private void notes(StringBuilder text) {
        List<Note> notes =
                published.notes(plan.table()).stream()
                        .filter(n -> n.protocol().isEmpty() || ours.containsKey(n.protocol()))
                        .toList();
        if (notes.isEmpty()) {
            return;
        }
        text.append("\n## Where the print is odd\n\n");
        for (Note note : notes) {
            String place =
                    Stream.of(note.protocol(), note.method())
                            .filter(s -> !s.isEmpty())
                            .collect(Collectors.joining(", "));
            text.append("- ").append(place.isEmpty() ? "" : place + ": ");
            text.append(note.text()).append('\n');
        }
    }

    /**
     * All rows as {@code table,protocol,method,APCER,BPCER,ACER,HTER,from}, those that the paper
     * does not have last; in ours {@code from} names the data.
     */
    String csv() {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            printer.print("table");
            printer.print("protocol");
            printer.print("method");
            printer.printRecord(METRICS.get(0), METRICS.get(1), METRICS.get(2), "HTER", "from");
            List<List<String>> rows = new ArrayList<>(rows());
            rows.addAll(apart());
            for (List<String> row : rows) {
                printer.print(plan.table());
                boolean own = row.get(1).startsWith("ours");
                for (String cell : row.subList(0, row.size() - 1)) {
                    printer.print(cell);
                }
                printer.printRecord(
                        own ? plan.data() : published.transcribed().get(row.get(row.size() - 1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Protocol, method, the metrics, and where from: ours first in each protocol. */
    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        ours.forEach(
                (protocol, summary) -> {
                    List<String> own = new ArrayList<>(List.of(protocol, oursName()));
                    METRICS.forEach(m -> own.add(mean(summary, m)));
                    own.add("this run");
                    rows.add(own);
                    rows.addAll(published(protocol, true));
                });
        return rows;
    }

    /** The rows that the paper does not have. */
    private List<List<String>> apart() {
        return ours.keySet().stream().flatMap(p -> published(p, false).stream()).toList();
    }

    private List<List<String>> published(String protocol, boolean inPaper) {
        List<List<String>> rows = new ArrayList<>();
        for (Method method : published.in(plan.table())) {
            method.row(plan.table(), protocol)
                    .filter(r -> r.inPaper() == inPaper)
                    .ifPresent(
                            r -> {
                                List<String> row =
                                        new ArrayList<>(List.of(protocol, method.name()));
                                METRICS.forEach(m -> row.add(r.column(m)));
                                row.add(r.transcribed());
                                rows.add(row);
                            });
        }
        return rows;
    }

    /** A row that is copied out of the table still says what it is. */
    private String oursName() {
        return plan.simulated() ? "ours, SIMULATED DATA" : "ours";
    }

    private String printed(Method method, String protocol, String metric) {
        return method.row(plan.table(), protocol).map(r -> r.column(metric)).orElse("");
    }

    private static String mean(FoldSummary summary, String metric) {
        MeanDeviation m = summary.metric(metric);
        if (Double.isNaN(m.mean())) {
            return "n/a";
        }
        return summary.folds().size() == 1
                ? String.format(Locale.ROOT, "%.2f", 100 * m.mean())
                : String.format(Locale.ROOT, "%.2f±%.2f", 100 * m.mean(), 100 * m.deviation());
    }
}
