package org.lgsc.eval.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.lgsc.core.LgscVersion;
import org.lgsc.eval.internal.html.HtmlPage;
import org.lgsc.eval.internal.json.ReportJson;

/**
 * A protocol's report as one self-contained HTML page: style, script and data are in it, and a
 * content security policy forbids to load anything else. Names of species, subjects and files are
 * inserted as text, so a hostile name cannot run a script.
 */
final class HtmlReport {
    private static final List<String> SCRIPTS = List.of("report.js", "explore.js", "people.js");

    private HtmlReport() {}

    /** Returns the page, with figures at its end. */
    static String of(ProtocolReport report, List<ReportFigure> figures) {
        StringBuilder script = new StringBuilder();
        script.append(HtmlPage.chartScript()).append(HtmlPage.tableScript());
        SCRIPTS.forEach(name -> script.append(HtmlPage.resource(HtmlReport.class, name)));
        return new HtmlPage(
                        report.title().isEmpty() ? "PAD report" : report.title(),
                        report.toText(),
                        HtmlPage.commonStyle(),
                        script.toString(),
                        data(report, figures),
                        0)
                .html();
    }

    private static String data(ProtocolReport report, List<ReportFigure> figures) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("title", report.title());
        root.put("version", LgscVersion.current());
        root.set("summary", ReportJson.tree(report.summary()));
        root.set("figures", ReportJson.tree(figures));
        ArrayNode details = root.putArray("details");
        for (FoldEvaluation fold : report.folds()) {
            ObjectNode detail = details.addObject();
            detail.put("name", fold.name());
            detail.setAll(ReportJson.<ObjectNode>tree(fold.figures()));
            detail.set("errors", ReportJson.tree(fold.errors()));
        }
        return root.toString();
    }
}
