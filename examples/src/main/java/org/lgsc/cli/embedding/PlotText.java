package org.lgsc.cli.embedding;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a plot's title and legend stand, so that none of it is cut off: lines are broken and the
 * legend goes on in another row. Widths are estimates that the letters of usual sans-serif fonts
 * keep within, because nobody knows the font of an SVG's reader.
 */
final class PlotText {
    private static final int TITLE_LETTER = 9;
    private static final int LEGEND_LETTER = 8;
    private static final int MARK = 36;

    /**
     * An entry of the legend.
     *
     * @param name as much of it as a row takes
     * @param x pixels from the left of the row
     * @param line row, from 0
     */
    record Entry(String name, int x, int line) {}

    private final List<String> title = new ArrayList<>();
    private final List<Entry> legend = new ArrayList<>();
    private int lines;

    /**
     * @param width pixels that a line has
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

    /** The entries, in order. */
    List<Entry> legend() {
        return legend;
    }

    /** Rows of the legend, at least 1. */
    int lines() {
        return lines;
    }
}
