package org.lgsc.cli.embedding;

import java.util.ArrayList;
import java.util.List;

/**
 * Layout of a plot's title and legend that cuts nothing off: lines are broken and the legend
 * continues in another row. Widths are upper estimates for usual sans-serif fonts, because the font
 * of an SVG's viewer is unknown.
 */
final class PlotText {
    private static final int TITLE_LETTER = 9;
    private static final int LEGEND_LETTER = 8;
    private static final int MARK = 36;

    /**
     * An entry of the legend.
     *
     * @param name the name, shortened to fit a row
     * @param x distance from the left of the row in pixels
     * @param line index of the row, from 0
     */
    record Entry(String name, int x, int line) {}

    private final List<String> title = new ArrayList<>();
    private final List<Entry> legend = new ArrayList<>();
    private int lines;

    /**
     * @param width width of a line in pixels
     */
    PlotText(String title, List<String> names, int width) {
        breakLines(title, width / TITLE_LETTER);
        int x = 0;
        int most = (width - MARK) / LEGEND_LETTER;
        for (String whole : names) {
            String name = whole.length() <= most ? whole : whole.substring(0, most - 1) + "…";
            int wide = MARK + LEGEND_LETTER * name.length();
            if (x > 0 && x + wide > width) {
                x = 0;
                lines++;
            }
            legend.add(new Entry(name, x, lines));
            x += wide;
        }
        lines++;
    }

    private void breakLines(String text, int letters) {
        String rest = text;
        while (rest.length() > letters) {
            int space = rest.lastIndexOf(' ', letters);
            int end = space > 0 ? space : letters;
            title.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        title.add(rest);
    }

    /** The title's lines, at least one. */
    List<String> title() {
        return title;
    }

    List<Entry> legend() {
        return legend;
    }

    int lines() {
        return lines;
    }
}
