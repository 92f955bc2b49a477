package org.lgsc.eval.comparison;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lgsc.core.LgscVersion;
import org.lgsc.eval.internal.html.HtmlPage;
import org.lgsc.eval.internal.json.ReportJson;

/** A comparison of two systems as one self-contained HTML page. */
final class ComparisonPage {
    private ComparisonPage() {}

    /** Returns the page. */
    static String of(SystemComparison comparison) {
        ObjectNode root = ReportJson.tree(comparison);
        root.put("version", LgscVersion.current());
        return new HtmlPage(
                        comparison.title().isEmpty()
                                ? "Comparison of two systems"
                                : comparison.title(),
                        comparison.toText(),
                        HtmlPage.commonStyle(),
                        HtmlPage.chartScript()
                                + HtmlPage.tableScript()
                                + HtmlPage.resource(ComparisonPage.class, "comparison.js"),
                        root.toString(),
                        0)
                .html();
    }
}
