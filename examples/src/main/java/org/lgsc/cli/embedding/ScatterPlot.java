package org.lgsc.cli.embedding;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lgsc.core.internal.RootFormat;

/**
 * Points of several groups in the plane, as SVG and as picture with the same geometry. The axes
 * have no scale, because the axes of an embedding mean nothing. The class draws by itself, because
 * one kind of mark does not justify a charting library.
 *
 * @param title text above the points
 * @param groups groups in the order of drawing, each in a colour of its own
 */
public record ScatterPlot(String title, List<Group> groups) {
    private static final int SIZE = 640;
    private static final int TOP = 44;
    private static final int LINE = 20;
    private static final int MARGIN = 24;
    private static final double RADIUS = 4.2;

    /** Colours that colour-blind readers can distinguish (Okabe and Ito). */
    private static final int[] COLOURS = {
        0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x999933, 0x332288
    };

    /** Points of one group, x and y of each. */
    public record Group(String name, double[][] points) {
        public Group {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(points, "points");
        }
    }

    public ScatterPlot {
        Objects.requireNonNull(title, "title");
        groups = List.copyOf(groups);
    }

    /** Groups points by name, in order of appearance. */
    public static ScatterPlot of(String title, double[][] points, List<String> names) {
        Map<String, List<double[]>> groups = new LinkedHashMap<>();
        for (int i = 0; i < points.length; i++) {
            groups.computeIfAbsent(names.get(i), n -> new ArrayList<>()).add(points[i]);
        }
        List<Group> list = new ArrayList<>();
        groups.forEach((name, own) -> list.add(new Group(name, own.toArray(double[][]::new))));
        return new ScatterPlot(title, list);
    }

    public String toSvg() {
        PlotText text = new PlotText(title, names(), SIZE - 2 * MARGIN);
        int top = TOP + LINE * (text.title().size() - 1);
        StringBuilder svg = new StringBuilder();
        svg.append(
                RootFormat.of(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\""
                                + " width=\"%1$d\" height=\"%2$d\" role=\"img\""
                                + " font-family=\"sans-serif\">%n<title>%3$s</title>%n<rect"
                                + " width=\"%1$d\" height=\"%2$d\" fill=\"#ffffff\"/>%n",
                        SIZE, height(text), escaped(title)));
        for (int i = 0; i < text.title().size(); i++) {
            svg.append(
                    RootFormat.of(
                            "<text x=\"%d\" y=\"%d\" font-size=\"15\""
                                    + " font-weight=\"bold\">%s</text>%n",
                            MARGIN, 26 + LINE * i, escaped(text.title().get(i))));
        }
        Frame frame = new Frame(top);
        for (int g = 0; g < groups.size(); g++) {
            Group group = groups.get(g);
            String colour = RootFormat.of("#%06X", colour(g));
            svg.append("<g fill=\"").append(colour).append("\" fill-opacity=\"0.75\">\n");
            for (double[] p : group.points()) {
                svg.append(
                        RootFormat.of(
                                "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%.1f\"/>%n",
                                frame.x(p), frame.y(p), RADIUS));
            }
            svg.append(
                    RootFormat.of(
                            "</g>%n<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\"/><text x=\"%d\""
                                    + " y=\"%d\" font-size=\"13\">%s</text>%n",
                            MARGIN + text.legend().get(g).x() + 5,
                            SIZE + top + 20 + LINE * text.legend().get(g).line(),
                            colour,
                            MARGIN + text.legend().get(g).x() + 15,
                            SIZE + top + 25 + LINE * text.legend().get(g).line(),
                            escaped(text.legend().get(g).name())));
        }
        return svg.append("</svg>\n").toString();
    }

    public BufferedImage toImage() {
        PlotText text = new PlotText(title, names(), SIZE - 2 * MARGIN);
        int top = TOP + LINE * (text.title().size() - 1);
        BufferedImage image = new BufferedImage(SIZE, height(text), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.setColor(Color.BLACK);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        for (int i = 0; i < text.title().size(); i++) {
            g.drawString(text.title().get(i), MARGIN, 26 + LINE * i);
        }
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        g.setStroke(new BasicStroke(1));
        Frame frame = new Frame(top);
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            Color opaque = new Color(colour(i));
            g.setColor(new Color(opaque.getRed(), opaque.getGreen(), opaque.getBlue(), 191));
            for (double[] p : group.points()) {
                g.fill(circle(frame.x(p), frame.y(p), RADIUS));
            }
            g.setColor(opaque);
            PlotText.Entry entry = text.legend().get(i);
            int x = MARGIN + entry.x();
            int y = SIZE + top + LINE * entry.line();
            g.fill(circle(x + 5, y + 20, 5));
            g.setColor(Color.BLACK);
            g.drawString(entry.name(), x + 15, y + 25);
        }
        g.dispose();
        return image;
    }

    private static Ellipse2D circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private List<String> names() {
        return groups.stream().map(Group::name).toList();
    }

    private static int height(PlotText text) {
        return SIZE + TOP + LINE * (text.title().size() + text.lines());
    }

    private static int colour(int group) {
        return COLOURS[group % COLOURS.length];
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Maps the points' coordinates to the drawing's, with one scale for both axes. */
    private final class Frame {
        private double left = Double.POSITIVE_INFINITY;
        private double low = Double.POSITIVE_INFINITY;
        private double span;
        private final int top;

        Frame(int top) {
            this.top = top;
            double right = Double.NEGATIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (Group group : groups) {
                for (double[] p : group.points()) {
                    left = Math.min(left, p[0]);
                    right = Math.max(right, p[0]);
                    low = Math.min(low, p[1]);
                    high = Math.max(high, p[1]);
                }
            }
            span = Math.max(right - left, high - low);
            span = span > 0 ? span : 1;
        }

        double x(double[] p) {
            return MARGIN + (p[0] - left) / span * (SIZE - 2.0 * MARGIN);
        }

        double y(double[] p) {
            return top + SIZE - MARGIN - (p[1] - low) / span * (SIZE - 2.0 * MARGIN);
        }
    }
}
