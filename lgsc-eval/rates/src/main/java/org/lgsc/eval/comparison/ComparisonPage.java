package org.lgsc.eval.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lgsc.core.LgscVersion;
import org.lgsc.eval.internal.html.HtmlPage;

/** A comparison of two systems as one self-contained HTML page. */
final class ComparisonPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ComparisonPage() {}

    /** Returns the page. */
    static String of(SystemComparison comparison) {
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
                                    + HtmlPage.tableScript()
                                    + HtmlPage.resource(ComparisonPage.class, "comparison.js"),
                            JSON.writeValueAsString(root),
                            0)
                    .html();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("comparisons are JSON", e);
        }
    }
}
