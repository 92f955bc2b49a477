package org.lgsc.eval.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.eval.protocol.ProtocolReport;

/** Writes a report in every form. */
public final class ReportFolder {
    private ReportFolder() {}

    /**
     * Writes report.txt, report.json (a {@link org.lgsc.eval.report.FoldSummary}), report.csv,
     * report.md, report.tex and report.html; files of these names are replaced.
     *
     * @param folder created if missing
     * @throws LgscException naming the file that cannot be written
     */
    public static void write(Path folder, ProtocolReport report) {
        write(folder, report, List.of());
    }

    /**
     * Writes the same with figures in report.html.
     *
     * @throws LgscException as {@link #write(Path, ProtocolReport)}
     */
    public static void write(Path folder, ProtocolReport report, List<ReportFigure> figures) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("report.txt", report.toText());
        files.put("report.json", report.summary().toJson());
        files.put("report.csv", CsvReport.of(report));
        files.put("report.md", TableRows.markdown(report));
        files.put("report.tex", TableRows.latex(report));
        files.put("report.html", HtmlReport.of(report, figures));
        write(folder, files);
    }

    /** Writes texts by the names of their files. */
    static void write(Path folder, Map<String, String> files) {
        files.forEach(
                (name, text) -> {
                    Path file = folder.resolve(name);
                    try {
                        AtomicFile.writeString(file, text);
                    } catch (IOException e) {
                        throw AtomicFile.failure(file.toString(), e);
                    }
                });
    }
}
