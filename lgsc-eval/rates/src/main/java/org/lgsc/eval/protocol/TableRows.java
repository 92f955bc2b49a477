package org.lgsc.eval.protocol;

import java.util.ArrayList;
import java.util.List;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.report.FoldSummary.MeanDeviation;
import org.lgsc.eval.report.PadReport;

/**
 * A report as rows for a paper: one per fold, then mean and deviation where there are several
 * folds, in percent with two digits, as in papers.
 */
final class TableRows {
    private static final List<String> COLUMNS = List.of("APCER", "BPCER", "ACER", "HTER", "D-EER");

    private TableRows() {}

    /** A Markdown table with a header. */
    public static String markdown(ProtocolReport report) {
        StringBuilder text = new StringBuilder("| | ");
        text.append(String.join(" (%) | ", COLUMNS)).append(" (%) |\n|---|");
        text.append("---:|".repeat(COLUMNS.size())).append('\n');
        for (List<String> row : rows(report, "±")) {
            text.append("| ");
            row.forEach(c -> text.append(escapedMarkdown(c)).append(" | "));
            text.setLength(text.length() - 1);
            text.append('\n');
        }
        return text.toString();
    }

    /** LaTeX rows, without the tabular around them; a comment names the columns. */
    public static String latex(ProtocolReport report) {
        StringBuilder text = new StringBuilder("% system & ");
        text.append(String.join(" & ", COLUMNS)).append(", in percent\n");
        for (List<String> row : rows(report, "$\\pm$")) {
            text.append(escapedLatex(row.get(0)));
            row.subList(1, row.size()).forEach(c -> text.append(" & ").append(c));
            text.append(" \\\\\n");
        }
        return text.toString();
    }

    private static List<List<String>> rows(ProtocolReport report, String plusMinus) {
        List<List<String>> rows = new ArrayList<>();
        String title = report.title().isEmpty() ? "" : report.title();
        boolean several = report.folds().size() > 1;
        for (FoldEvaluation fold : report.folds()) {
            PadReport r = fold.report();
            rows.add(
                    List.of(
                            several ? (title + " " + fold.name()).strip() : title,
                            percent(r.apcer()),
                            percent(r.bpcer().value()),
                            percent(r.acer()),
                            percent(r.hter()),
                            percent(r.dEer())));
        }
        if (several) {
            List<String> mean = new ArrayList<>(List.of((title + " mean").strip()));
            COLUMNS.forEach(
                    c -> {
                        MeanDeviation metric = report.summary().metric(c);
                        mean.add(percent(metric.mean()) + plusMinus + percent(metric.deviation()));
                    });
            rows.add(mean);
        }
        return rows;
    }

    private static String percent(double value) {
        return Double.isNaN(value) ? "-" : RootFormat.of("%.2f", 100 * value);
    }

    private static String escapedMarkdown(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replaceAll("\\s", " ");
    }

    private static String escapedLatex(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\\' -> out.append("\\textbackslash{}");
                case '~' -> out.append("\\textasciitilde{}");
                case '^' -> out.append("\\textasciicircum{}");
                case '#', '$', '%', '&', '_', '{', '}' -> out.append('\\').append(c);
                default -> out.append(Character.isWhitespace(c) ? ' ' : c);
            }
        }
        return out.toString();
    }
}
