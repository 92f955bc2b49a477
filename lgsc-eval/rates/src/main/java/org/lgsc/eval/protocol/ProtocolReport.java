package org.lgsc.eval.protocol;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.eval.report.FoldSummary;

/**
 * An entire protocol: every fold, and mean and deviation over the folds.
 *
 * @param title what was evaluated
 * @param summary the reports of the folds, with mean and deviation
 * @param folds in the same order
 * @param notes what a reader must know of the mean over the folds, e.g. that one is missing
 */
public record ProtocolReport(
        String title, FoldSummary summary, List<FoldEvaluation> folds, List<String> notes) {
    /** Checks that summary and folds belong together. */
    public ProtocolReport {
        Objects.requireNonNull(title, "title");
        folds = List.copyOf(folds);
        notes = List.copyOf(notes);
        if (!summary.folds().equals(folds.stream().map(FoldEvaluation::report).toList())) {
            throw new IllegalArgumentException("the summary is not one of these folds");
        }
    }

    /**
     * Summarises folds.
     *
     * @param ddof 0 or 1, see {@link FoldSummary}
     * @param notes what a reader must know of the mean
     */
    public static ProtocolReport of(
            String title, List<FoldEvaluation> folds, int ddof, List<String> notes) {
        return new ProtocolReport(
                title,
                FoldSummary.of(folds.stream().map(FoldEvaluation::report).toList(), ddof),
                folds,
                notes);
    }

    /** Returns the same report with other pictures of the errors. */
    public ProtocolReport withFolds(List<FoldEvaluation> other) {
        return new ProtocolReport(title, summary, other, notes);
    }

    /** Returns every fold's report in full, then the summary where there are several. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        for (FoldEvaluation fold : folds) {
            text.append(fold.report().toText()).append('\n');
        }
        if (folds.size() > 1) {
            text.append(summary.toText(folds.stream().map(FoldEvaluation::name).toList()));
        }
        notes.forEach(note -> text.append("Note: ").append(note).append('\n'));
        return text.toString();
    }

    /**
     * Writes report.txt, report.json (the {@link FoldSummary}), report.csv, report.md, report.tex
     * and report.html; files of these names are replaced.
     *
     * @param folder created if missing
     * @throws LgscException naming the file that cannot be written
     */
    public void write(Path folder) {
        write(folder, List.of());
    }

    /**
     * Writes the same with figures in report.html.
     *
     * @param figures PNG or SVG files; a file's name without the extension is the caption
     * @throws LgscException when a figure is neither PNG nor SVG or cannot be read, and as {@link
     *     #write(Path)}
     */
    public void write(Path folder, List<Path> figures) {
        List<ReportFigure> embedded = figures.stream().map(ReportFigure::read).toList();
        AtomicFile.writeText(folder.resolve("report.txt"), toText());
        AtomicFile.writeText(folder.resolve("report.json"), summary.toJson());
        AtomicFile.writeText(folder.resolve("report.csv"), CsvReport.of(this));
        AtomicFile.writeText(folder.resolve("report.md"), TableRows.markdown(this));
        AtomicFile.writeText(folder.resolve("report.tex"), TableRows.latex(this));
        AtomicFile.writeText(folder.resolve("report.html"), HtmlReport.of(this, embedded));
    }
}
