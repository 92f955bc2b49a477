package org.lgsc.cli.figure;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.detector.CueColours;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.core.scoring.SpoofScore;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A picture of faces, their cue maps and scores: a row per class, live on top. The colour scale is
 * the same in every cell and every picture: the mean |cue| over the channels, from 0 to {@link
 * CueColours#SCALE_END} and above.
 */
public final class CuePicture {
    static final int CELL = 112;
    static final int GAP = 10;
    static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    static final Font TEXT_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);
    static final int LABEL_WIDTH = 110;
    static final int HEADER = 34;
    static final int CAPTION = 22;
    static final int LEGEND = 64;

    /**
     * @param patch input of the network
     * @param cue mean |cue| over the channels, {@code [height][width]}
     * @param score spoof score of this patch
     */
    public record Cell(RgbImage patch, float[][] cue, double score) {
        public static Cell of(RgbImage patch, InputScaling scaling, CueSource cues) {
            INDArray map = cues.cues(scaling.toArray(patch));
            return new Cell(
                    patch,
                    Nd4j.math().abs(map).mean(1).get(NDArrayIndex.point(0)).toFloatMatrix(),
                    SpoofScore.ofMaps(map)[0]);
        }
    }

    /** A class, e.g. live or a PAI species, with its cells from left to right. */
    public record Row(String label, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    private CuePicture() {}

    /** Writes the picture as PNG, with or without a detail where the cue is strongest. */
    public static void write(
            Path file, String title, List<Row> rows, double threshold, boolean details) {
        ImageEncoder.writePng(RgbImage.of(draw(title, rows, threshold, details)), file);
    }

    private static BufferedImage draw(
            String title, List<Row> rows, double threshold, boolean details) {
        int panels = details ? 3 : 2;
        int columns = rows.stream().mapToInt(r -> r.cells().size()).max().orElse(0);
        int labels = LABEL_WIDTH;
        for (Row row : rows) {
            labels = Math.max(labels, 2 * GAP + width(row.label(), LABEL_FONT));
        }
        int width = Math.max(560, labels + columns * (panels * CELL + GAP) + GAP);
        width = Math.max(width, 2 * GAP + width(title, TITLE_FONT));
        int height = HEADER + rows.size() * (CELL + CAPTION + GAP) + LEGEND;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = canvas(image, title);
        int y = HEADER;
        for (Row row : rows) {
            row(g, row, labels, y, threshold, panels);
            y += CELL + CAPTION + GAP;
        }
        legend(
                g,
                y,
                RootFormat.of(
                        "Number: spoof score of the picture as shown; live at or below %.4f.",
                        threshold));
        g.dispose();
        return image;
    }

    /** Fills the image with white and draws the title. */
    static Graphics2D canvas(BufferedImage image, String title) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.setColor(Color.BLACK);
        g.setFont(TITLE_FONT);
        g.drawString(title, GAP, 22);
        return g;
    }

    static int width(String text, Font font) {
        return (int) Math.ceil(font.getStringBounds(text, METRICS).getWidth());
    }

    private static void row(Graphics2D g, Row row, int left, int y, double threshold, int panels) {
        g.setFont(LABEL_FONT);
        g.setColor(Color.BLACK);
        g.drawString(row.label(), GAP, y + CELL / 2);
        int x = left;
        for (Cell cell : row.cells()) {
            cell(g, cell, panels == 3 ? CueDetail.of(List.of(cell)).get(0) : null, x, y, threshold);
            x += panels * CELL + GAP;
        }
    }

    /** Draws the face, its cue map and the detail, unless it is null; the score is below. */
    static void cell(Graphics2D g, Cell cell, CueDetail detail, int x, int y, double threshold) {
        panel(g, cell.patch(), x, y);
        panel(g, CueColours.picture(cell.cue()), x + CELL, y);
        if (detail != null) {
            panel(g, detail.picture(), x + 2 * CELL, y);
            frame(g, cell, detail, x, y);
        }
        boolean live = cell.score() <= threshold;
        g.setFont(TEXT_FONT);
        g.setColor(live ? new Color(0x1B7837) : new Color(0xB2182B));
        g.drawString(
                RootFormat.of("%.4f  %s", cell.score(), live ? "live" : "spoof"), x, y + CELL + 16);
    }

    /** Draws a picture at the common size of all panels. */
    static void panel(Graphics2D g, RgbImage picture, int x, int y) {
        g.drawImage(picture.toBufferedImage(), x, y, CELL, CELL, null);
    }

    static void frame(Graphics2D g, Cell cell, CueDetail detail, int x, int y) {
        double across = (double) CELL / cell.patch().width();
        double down = (double) CELL / cell.patch().height();
        int left = (int) (x + detail.x() * across);
        int top = (int) (y + detail.y() * down);
        int width = (int) (detail.picture().width() * across);
        int height = (int) (detail.picture().height() * down);
        g.setColor(Color.BLACK); // a white line alone is invisible on the upper end of the scale
        g.drawRect(left - 1, top - 1, width + 2, height + 2);
        g.setColor(Color.WHITE);
        g.drawRect(left, top, width, height);
    }

    /** Draws the colour scale and a sentence about the numbers. */
    static void legend(Graphics2D g, int y, String words) {
        int bar = 256;
        for (int i = 0; i < bar; i++) {
            g.setColor(new Color(CueColours.rgb(i / (bar - 1.0) * CueColours.SCALE_END)));
            g.fillRect(LABEL_WIDTH + i, y, 1, 14);
        }
        g.setColor(Color.BLACK);
        g.setFont(TEXT_FONT);
        g.drawString("mean |cue|", GAP, y + 12);
        g.drawString("0", LABEL_WIDTH, y + 28);
        g.drawString(
                RootFormat.of("%.1f and above", CueColours.SCALE_END),
                LABEL_WIDTH + bar - 16,
                y + 28);
        g.drawString(words, GAP, y + 48);
    }
}
