package org.lgsc.eval.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lgsc.core.LgscException;
import org.lgsc.core.LgscVersion;
import org.lgsc.eval.comparison.SystemComparison;
import org.lgsc.eval.internal.html.HtmlPage;

/** Writes a comparison of two systems in every form. */
public final class ComparisonFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ComparisonFolder() {}

    /**
     * Writes comparison.txt, comparison.json and comparison.html; files of these names are
     * replaced.
     *
     * @param folder created if missing
     * @throws LgscException naming the file that cannot be written
     */
    public static void write(Path folder, SystemComparison comparison) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("comparison.txt", comparison.toText());
        files.put("comparison.json", comparison.toJson());
        files.put("comparison.html", html(comparison));
        ReportFolder.write(folder, files);
    }

    /** Returns the comparison as one self-contained HTML page. */
    public static String html(SystemComparison comparison) {
        try {
            ObjectNode root = (ObjectNode) JSON.readTree(comparison.toJson());
            root.put("version", LgscVersion.current());
            return new HtmlPage(
                            comparison.title().isEmpty()
                                    ? "Comparison of two systems"
                                    : comparison.title(),
                            comparison.toText(),
                            HtmlPage.commonStyle(),
                            HtmlPage.chartScript()
                                    + HtmlPage.resource(ComparisonFolder.class, "tables.js")
                                    + HtmlPage.resource(ComparisonFolder.class, "comparison.js"),
                            JSON.writeValueAsString(root),
                            0)
                    .html();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("comparisons are JSON", e);
        }
    }
}
