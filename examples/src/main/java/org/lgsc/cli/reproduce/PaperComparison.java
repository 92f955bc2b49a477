package org.lgsc.cli.reproduce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lgsc.cli.reproduce.PublishedRows.Method;
import org.lgsc.cli.reproduce.PublishedRows.Note;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.FoldSummary.MeanDeviation;

/** A table of the paper with our rows. */
final class PaperComparison {
    private static final String THIS_RUN = "this run";

    private final Plan plan;
    private final Map<String, FoldSummary> ours;
    private final List<BaselineRow> baselines;
    private final PublishedRows published;
    private final List<String> metrics;

    PaperComparison(
            Plan plan,
            Map<String, FoldSummary> ours,
            List<BaselineRow> baselines,
            PublishedRows published) {
        this.plan = plan;
        this.ours = ours;
        this.baselines = List.copyOf(baselines);
        this.published = published;
        metrics = plan.table().metrics();
    }

    /** Our rows next to the paper's, then the paper's table, then rows that it does not have. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                RootFormat.of(
                        "# %s%n%nOurs: %s. Mean and standard deviation (ddof 0) over the"
                                + " folds, threshold fitted on each fold's"
                                + " development split, in percent.%n",
                        plan.table().title(), plan.data()));
        ours(text);
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

    /** Our rows, next to the published ones if the table is in the paper. */
    private void ours(StringBuilder text) {
        boolean published = plan.table().inPaper();
        text.append(published ? source() : "This table is not in the paper.\n\n| |");
        for (String metric : metrics) {
            text.append(" ours ").append(metric).append(published ? " | published |" : " |");
        }
        int columns = published ? 2 * metrics.size() : metrics.size();
        text.append(" folds |\n|---|").append("---:|".repeat(columns + 1)).append('\n');
        ours.forEach((name, summary) -> row(text, name, summary, published));
        RowMean.of(plan.table(), ours)
                .ifPresent(
                        mean ->
                                text.append("| ")
                                        .append(String.join(" | ", mean.cells()))
                                        .append(" | |\n"));
        baselines.forEach(b -> row(text, b.name(), b.summary(), published));
    }

    private void row(StringBuilder text, String name, FoldSummary summary, boolean published) {
        text.append("| ").append(name).append(" |");
        for (String metric : metrics) {
            text.append(' ').append(mean(summary, metric)).append(" |");
            if (published) {
                text.append(' ').append(printed(name, metric)).append(" |");
            }
        }
        text.append(' ').append(summary.folds().size()).append(" |\n");
    }

    private String source() {
        return RootFormat.of(
                "Published: %s; %s. The paper's table has no column for an empty cell.%n%n| |",
                published.own().paper(), published.transcribed().get(PublishedRows.PAPER));
    }

    private void section(StringBuilder text, String title, List<List<String>> rows) {
        text.append("\n## ").append(title).append("\n\n");
        text.append("| protocol | method | ").append(String.join(" | ", metrics));
        text.append(" | from |\n|---|---|").append("---:|".repeat(metrics.size())).append("---|\n");
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
        List<Note> notes = published.notes(plan.table(), ours.keySet());
        if (!notes.isEmpty()) {
            text.append("\n## Errata of the printed table\n\n");
            notes.forEach(n -> text.append("- ").append(n.words()).append('\n'));
        }
    }

    /**
     * All rows as {@code table,protocol,method,APCER,BPCER,ACER,HTER,from}; a table that is not in
     * the paper has the columns {@link PaperTable#metrics}. Rows that are not in the paper are
     * last. In our rows {@code from} names the data.
     */
    String csv() {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            printer.print("table");
            printer.print("protocol");
            printer.print("method");
            for (String metric : metrics) {
                printer.print(metric);
            }
            printer.printRecord("from");
            List<List<String>> rows = new ArrayList<>(rows());
            rows.addAll(baselines());
            rows.addAll(apart());
            for (List<String> row : rows) {
                printer.print(plan.table());
                boolean own = row.get(row.size() - 1).equals(THIS_RUN);
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

    /** Rows of protocol, method, metrics and source; our rows are first in each protocol. */
    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        ours.forEach(
                (protocol, summary) -> {
                    List<String> own = new ArrayList<>(List.of(protocol, oursName()));
                    metrics.forEach(m -> own.add(mean(summary, m)));
                    own.add(THIS_RUN);
                    rows.add(own);
                    rows.addAll(published(protocol, true));
                });
        RowMean.of(plan.table(), ours)
                .ifPresent(
                        mean -> {
                            List<String> own = new ArrayList<>(mean.cells());
                            own.add(1, oursName());
                            own.add(THIS_RUN);
                            rows.add(own);
                        });
        return rows;
    }

    /** The baselines' rows; those of all rows of the table are named by it. */
    private List<List<String>> baselines() {
        List<List<String>> rows = new ArrayList<>();
        for (BaselineRow baseline : baselines) {
            List<String> row = new ArrayList<>();
            row.add(baseline.protocol().isEmpty() ? "all rows" : baseline.protocol());
            row.add(baseline.method() + (plan.simulated() ? ", SIMULATED DATA" : ""));
            metrics.forEach(m -> row.add(mean(baseline.summary(), m)));
            row.add(THIS_RUN);
            rows.add(row);
        }
        return rows;
    }

    /** The rows that are not in the paper. */
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
                                metrics.forEach(m -> row.add(r.column(m)));
                                row.add(r.transcribed());
                                rows.add(row);
                            });
        }
        return rows;
    }

    /** The method of our rows; it states simulated data even if a row is copied from the table. */
    private String oursName() {
        return plan.simulated() ? "ours, SIMULATED DATA" : "ours";
    }

    private String printed(String protocol, String metric) {
        return published.own().row(plan.table(), protocol).map(r -> r.column(metric)).orElse("");
    }

    private static String mean(FoldSummary summary, String metric) {
        return percent(summary.metric(metric), summary.folds().size() > 1);
    }

    static String percent(MeanDeviation m, boolean several) {
        if (Double.isNaN(m.mean())) {
            return "n/a";
        }
        return several
                ? RootFormat.of("%.2f±%.2f", 100 * m.mean(), 100 * m.deviation())
                : RootFormat.of("%.2f", 100 * m.mean());
    }
}
