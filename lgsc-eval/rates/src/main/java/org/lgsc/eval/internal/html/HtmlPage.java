package org.lgsc.eval.internal.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A self-contained HTML page: style, script and data are in it, and a content security policy
 * forbids to load anything else. It works from a disk as from a server.
 *
 * <p>Its script finds the data by {@code JSON.parse(document.getElementById('report-data')
 * .textContent)} and an empty element {@code app} to fill.
 *
 * @param title of the page
 * @param text shown where scripts are off
 * @param style CSS
 * @param script JavaScript
 * @param json the data
 * @param refreshSeconds after which the browser loads the page again; 0 for never
 */
public record HtmlPage(
        String title, String text, String style, String script, String json, int refreshSeconds) {
    private static final Pattern PLACE = Pattern.compile("@([A-Z]+)@");

    /** The style of all pages. */
    public static String commonStyle() {
        return resource("report.css");
    }

    /**
     * Returns functions that draw SVG charts and create elements with plain text: {@code chart,
     * legend, el}.
     */
    public static String chartScript() {
        return resource("charts.js");
    }

    /** Returns functions that make tables of rates. */
    public static String tableScript() {
        return resource("tables.js");
    }

    /** The page as HTML. */
    public String html() {
        String refresh =
                refreshSeconds == 0
                        ? ""
                        : "<meta http-equiv=\"refresh\" content=\"" + refreshSeconds + "\">";
        Map<String, String> parts =
                Map.of(
                        "TITLE",
                        escaped(title),
                        "TEXT",
                        escaped(text),
                        "REFRESH",
                        refresh,
                        "CSS",
                        style,
                        "SCRIPT",
                        script,
                        "DATA",
                        inScript(json));
        // A single pass: inserted text is not searched for places again.
        Matcher matcher = PLACE.matcher(resource("report.html"));
        return matcher.replaceAll(m -> Matcher.quoteReplacement(parts.get(m.group(1))));
    }

    /**
     * Escapes JSON so that no string in it can end the script element around it. It is still the
     * same JSON, since these characters only occur within strings.
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

    static String resource(String name) {
        return resource(HtmlPage.class, name);
    }

    /**
     * A text file of the jar, UTF-8.
     *
     * @param neighbour a class of the package that holds it
     */
    public static String resource(Class<?> neighbour, String name) {
        try (InputStream in = neighbour.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
