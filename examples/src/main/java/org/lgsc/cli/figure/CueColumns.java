package org.lgsc.cli.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.detector.CueColours;

/**
 * A picture of the same faces with the cue maps of several models: a row per face, a column per
 * model. Each cell shows the face as the model sees it, its cue map, and the same detail of both.
 * Colours are those of {@link CuePicture}.
 */
final class CueColumns {
    private static final int PANELS = 4;
    private static final int LINE = 16;
    private static final int HEAD = 3 * LINE + 8;

    /** A model; its training data are empty when unknown. */
    record Column(String name, double threshold, String trainedOn) {
        private List<String> lines() {
            return List.of(
                    name,
                    RootFormat.of("live at or below %.4f", threshold),
                    trainedOn.isEmpty() ? "" : "trained on " + trainedOn);
        }

        private int width() {
            return Math.max(
                    PANELS * CuePicture.CELL,
                    lines().stream()
                            .mapToInt(l -> CuePicture.width(l, CuePicture.LABEL_FONT))
                            .max()
                            .orElseThrow());
        }
    }

    private CueColumns() {}

    /** Writes the picture as PNG; each row has a cell for each column. */
    static void write(Path file, String title, List<Column> columns, List<CuePicture.Row> rows) {
        ImageEncoder.writePng(RgbImage.of(draw(title, columns, rows)), file);
    }

    private static BufferedImage draw(
            String title, List<Column> columns, List<CuePicture.Row> rows) {
        int labels = CuePicture.LABEL_WIDTH;
        for (CuePicture.Row row : rows) {
            int width = CuePicture.width(row.label(), CuePicture.LABEL_FONT);
            labels = Math.max(labels, 2 * CuePicture.GAP + width);
        }
        int width = labels + CuePicture.GAP;
        for (Column column : columns) {
            width += column.width() + 2 * CuePicture.GAP;
        }
        int titled = 2 * CuePicture.GAP + CuePicture.width(title, CuePicture.TITLE_FONT);
        int row = CuePicture.CELL + CuePicture.CAPTION + CuePicture.GAP;
        int height = CuePicture.HEADER + HEAD + rows.size() * row + CuePicture.LEGEND;
        BufferedImage image =
                new BufferedImage(Math.max(width, titled), height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = CuePicture.canvas(image, title);
        heads(g, columns, labels);
        int y = CuePicture.HEADER + HEAD;
        for (CuePicture.Row faces : rows) {
            row(g, faces, columns, labels, y);
            y += row;
        }
        CuePicture.legend(
                g,
                y,
                "Number: spoof score of the picture as shown, with the model's own threshold."
                        + " Frame: the detail on the right, of the face and of its cue map.");
        g.dispose();
        return image;
    }

    private static void heads(Graphics2D g, List<Column> columns, int left) {
        int x = left;
        g.setColor(Color.BLACK);
        for (Column column : columns) {
            int y = CuePicture.HEADER + 12;
            g.setFont(CuePicture.LABEL_FONT);
            for (String line : column.lines()) {
                g.drawString(line, x, y);
                g.setFont(CuePicture.TEXT_FONT);
                y += LINE;
            }
            x += column.width() + 2 * CuePicture.GAP;
        }
    }

    private static void row(
            Graphics2D g, CuePicture.Row row, List<Column> columns, int left, int y) {
        g.setFont(CuePicture.LABEL_FONT);
        g.setColor(Color.BLACK);
        g.drawString(row.label(), CuePicture.GAP, y + CuePicture.CELL / 2);
        List<CueDetail> details = CueDetail.of(row.cells());
        int x = left;
        for (int i = 0; i < columns.size(); i++) {
            CuePicture.Cell cell = row.cells().get(i);
            CueDetail detail = details.get(i);
            CuePicture.cell(g, cell, detail, x, y, columns.get(i).threshold());
            CuePicture.frame(g, cell, detail, x + CuePicture.CELL, y);
            CuePicture.panel(g, CueColours.picture(detail.cue()), x + 3 * CuePicture.CELL, y);
            x += columns.get(i).width() + 2 * CuePicture.GAP;
        }
    }
}
