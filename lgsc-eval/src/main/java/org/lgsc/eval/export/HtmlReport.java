package org.lgsc.eval.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lgsc.core.Backend;
import org.lgsc.eval.protocol.FoldEvaluation;
import org.lgsc.eval.protocol.ProtocolReport;

/**
 * A protocol's report as one HTML page that loads nothing: style, script and data are in it, and a
 * content security policy forbids the rest. The page shows text as text wherever names of species,
 * subjects or files appear, so a hostile name cannot run a script.
 */
public final class HtmlReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACE = Pattern.compile("@([A-Z]+)@");
    private static final List<String> SCRIPTS =
            List.of("charts.js", "report.js", "explore.js", "people.js");

    private HtmlReport() {}

    /** The page. */
    public static String of(ProtocolReport report) {
        return of(report, List.of());
    }

    /** The page with figures at its end. */
    public static String of(ProtocolReport report, List<ReportFigure> figures) {
        StringBuilder script = new StringBuilder();
        SCRIPTS.forEach(name -> script.append(resource(name)));
        String title = report.title().isEmpty() ? "PAD report" : report.title();
        Map<String, String> parts =
                Map.of(
                        "TITLE", escaped(title),
                        "TEXT", escaped(report.toText()),
                        "CSS", resource("report.css"),
                        "SCRIPT", script.toString(),
                        "DATA", data(report, figures));
        // One pass: what was put in is not looked at again.
        Matcher matcher = PLACE.matcher(resource("report.html"));
        return matcher.replaceAll(m -> Matcher.quoteReplacement(parts.get(m.group(1))));
    }

    private static String data(ProtocolReport report, List<ReportFigure> figures) {
        try {
            ObjectNode root = JSON.createObjectNode();
            root.put("title", report.title());
            root.put("version", Backend.lgscVersion());
            root.set("summary", JSON.readTree(report.summary().toJson()));
            root.set("figures", JSON.valueToTree(figures));
            ArrayNode details = root.putArray("details");
            for (FoldEvaluation fold : report.folds()) {
                ObjectNode detail = details.addObject();
                detail.put("name", fold.name());
                detail.set("table", JSON.valueToTree(fold.table()));
                detail.set("histogram", JSON.valueToTree(fold.histogram()));
                detail.set("subjects", JSON.valueToTree(fold.subjects()));
                detail.set("errors", JSON.valueToTree(fold.errors()));
            }
            return inScript(JSON.writeValueAsString(root));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reports are JSON", e);
        }
    }

    /**
     * JSON that cannot end the script element around it, whatever its strings hold; still the same
     * JSON, since these characters only occur within strings.
     */
    private static String inScript(String json) {
        return json.replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
