package org.lgsc.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws the losses of several trainings over their steps as an SVG, from the file {@code steps.csv}
 * of their log folders ({@code train --log}).
 */
public final class LossCurves {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 52;
    private static final int RIGHT = 16;
    private static final int TOP = 20;
    private static final int BOTTOM = 62;

    /** Number of steps whose mean is a point. */
    private static final int WINDOW = 10;

    /** Colours that colour-blind readers can distinguish (Okabe and Ito). */
    private static final String[] COLOURS = {"#0072B2", "#D55E00", "#009E73", "#CC79A7"};

    private LossCurves() {}

    /**
     * Draws the curves.
     *
     * @param arguments SVG to write, then {@code NAME=FOLDER} for each training
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length < 2
                || !Arrays.stream(arguments).skip(1).allMatch(a -> a.contains("="))) {
            System.err.println("Arguments: SVG NAME=FOLDER...");
            System.exit(2);
        }
        Map<String, double[]> curves = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                Path folder = Path.of(argument.substring(equals + 1));
                curves.put(argument.substring(0, equals), totals(folder.resolve("steps.csv")));
            }
        }
        Files.writeString(Path.of(arguments[0]), svg(curves));
    }

    /** Mean total loss of every ten steps of the training itself, without its warm start. */
    static double[] totals(Path steps) throws IOException {
        List<Double> losses = new ArrayList<>();
        for (String line : Files.readAllLines(steps)) {
            String[] cells = line.split(",");
            if (cells[0].equals("training")) {
                losses.add(Double.parseDouble(cells[3]));
            }
        }
        double[] means = new double[losses.size() / WINDOW];
        for (int i = 0; i < means.length * WINDOW; i++) {
            means[i / WINDOW] += losses.get(i);
        }
        return Arrays.stream(means).map(sum -> sum / WINDOW).toArray();
    }

    /** The drawing. */
    static String svg(Map<String, double[]> curves) {
        int points = curves.values().stream().mapToInt(c -> c.length).max().orElse(1);
        double most = curves.values().stream().flatMapToDouble(Arrays::stream).max().orElse(1);
        double tick = Math.max(1, Math.ceil(most / 6));
        double top = tick * Math.ceil(most / tick);
        StringBuilder svg = new StringBuilder();
        append(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n<title>Total loss of each"
                        + " %d steps</title>%n<rect width=\"100%%\" height=\"100%%\""
                        + " fill=\"#ffffff\"/>%n",
                WIDTH,
                HEIGHT,
                WINDOW);
        for (double loss = 0; loss <= top; loss += tick) {
            append(
                    svg,
                    "<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/><text x=\"%d\" y=\"%.1f\""
                            + " text-anchor=\"end\">%.0f</text>%n",
                    LEFT,
                    y(loss, top),
                    WIDTH - RIGHT,
                    LEFT - 6,
                    y(loss, top) + 4,
                    loss);
        }
        for (int fifth = 0; fifth <= 5; fifth++) {
            append(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n",
                    x(fifth / 5.0),
                    HEIGHT - BOTTOM + 18,
                    points * WINDOW * fifth / 5);
        }
        append(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">step</text>%n<text x=\"14\""
                        + " y=\"%d\" transform=\"rotate(-90 14 %d)\""
                        + " text-anchor=\"middle\">total loss</text>%n",
                WIDTH / 2,
                HEIGHT - BOTTOM + 36,
                HEIGHT / 2,
                HEIGHT / 2);
        int number = 0;
        for (Map.Entry<String, double[]> curve : curves.entrySet()) {
            String colour = COLOURS[number % COLOURS.length];
            svg.append("<path fill=\"none\" stroke-width=\"1.5\" stroke=\"")
                    .append(colour)
                    .append("\" d=\"");
            for (int i = 0; i < curve.getValue().length; i++) {
                append(
                        svg,
                        "%s%.1f %.1f",
                        i == 0 ? "M" : "L",
                        x((i + 0.5) / points),
                        y(curve.getValue()[i], top));
            }
            int at = LEFT + 150 * number;
            append(
                    svg,
                    "\"/>%n<path d=\"M%d %dh18\" stroke-width=\"3\" stroke=\"%s\"/><text x=\"%d\""
                            + " y=\"%d\">%s</text>%n",
                    at,
                    HEIGHT - 12,
                    colour,
                    at + 24,
                    HEIGHT - 8,
                    curve.getKey().replace("&", "&amp;").replace("<", "&lt;"));
            number++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void append(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
    }

    private static double x(double share) {
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double loss, double top) {
        return HEIGHT - BOTTOM - loss / top * (HEIGHT - TOP - BOTTOM);
    }
}
