package org.lgsc.examples.reproduce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.FoldSummary.MeanDeviation;
import org.lgsc.examples.reproduce.PublishedRows.Method;

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

    /** Our rows beside the paper's own, then among the other methods' where there are any. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "# Table %d: %s%n%nOurs: %s. Mean and standard deviation (ddof 0) over the"
                                + " folds, threshold of the equal error rate on each fold's"
                                + " development split, in percent.%nPublished: %s; %s. An empty"
                                + " cell was not transcribed.%n%n| |",
                        plan.table().number(),
                        plan.table().subject(),
                        plan.data(),
                        published.own().paper(),
                        published.transcribed().get("paper")));
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
            others(text);
        }
        return text.toString();
    }

    private void others(StringBuilder text) {
        text.append("\n## Among other methods\n\n");
        text.append("Methods that papers of its time compare with; which of them the paper's own");
        text.append(" table has was not established. The last column says where figures were");
        text.append(" taken from.\n\n");
        text.append("| protocol | method | ").append(String.join(" | ", METRICS));
        text.append(" | from |\n|---|---|").append("---:|".repeat(METRICS.size())).append("---|\n");
        TreeSet<String> flags = new TreeSet<>();
        for (List<String> row : rows()) {
            text.append("| ").append(String.join(" | ", row)).append(" |\n");
            flags.add(row.get(row.size() - 1));
        }
        text.append('\n');
        published
                .transcribed()
                .forEach(
                        (flag, words) -> {
                            if (flags.contains(flag)) {
                                text.append("- ").append(flag).append(": ").append(words);
                                text.append(".\n");
                            }
                        });
        for (Method method : published.in(plan.table())) {
            text.append("- ").append(method.name()).append(": ").append(method.paper());
            text.append(".\n");
        }
    }

    /**
     * All rows as {@code table,protocol,method,APCER,BPCER,ACER,HTER,from}; in ours {@code from}
     * names the data.
     */
    String csv() {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            printer.print("table");
            printer.print("protocol");
            printer.print("method");
            printer.printRecord(METRICS.get(0), METRICS.get(1), METRICS.get(2), "HTER", "from");
            for (List<String> row : rows()) {
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
                    for (Method method : published.in(plan.table())) {
                        method.row(plan.table(), protocol)
                                .ifPresent(
                                        r -> {
                                            List<String> row =
                                                    new ArrayList<>(
                                                            List.of(protocol, method.name()));
                                            METRICS.forEach(m -> row.add(r.column(m)));
                                            row.add(r.transcribed());
                                            rows.add(row);
                                        });
                    }
                });
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
