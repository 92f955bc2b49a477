package org.lgsc.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws the losses of several trainings over their steps as an SVG, from the file {@code steps.csv}
 * of their log folders ({@code train --log}).
 */
public final class LossCurves {
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
        Map<String, double[]> curves = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                Path folder = Path.of(argument.substring(equals + 1));
                curves.put(argument.substring(0, equals), totals(folder.resolve("steps.csv")));
            }
        }
        if (curves.isEmpty() || curves.size() != arguments.length - 1) {
            System.err.println("Arguments: SVG NAME=FOLDER...");
            System.exit(2);
        }
        Files.writeString(Path.of(arguments[0]), svg(curves));
    }

    /** Mean total loss of every ten steps of the training itself, without its warm start. */
    static double[] totals(Path steps) throws IOException {
        double[] losses =
                Files.readAllLines(steps).stream()
                        .map(line -> line.split(","))
                        .filter(cells -> cells[0].equals("training"))
                        .mapToDouble(cells -> Double.parseDouble(cells[3]))
                        .toArray();
        return IntStream.range(0, losses.length / WINDOW)
                .mapToDouble(i -> Arrays.stream(losses, i * WINDOW, (i + 1) * WINDOW).sum())
                .map(sum -> sum / WINDOW)
                .toArray();
    }

    /** The drawing: 560 units for the steps, 300 for the losses. */
    static String svg(Map<String, double[]> curves) {
        int points = curves.values().stream().mapToInt(c -> c.length).max().orElse(1);
        double most = curves.values().stream().flatMapToDouble(Arrays::stream).max().orElse(1);
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" ");
        svg.append("viewBox=\"-50 -20 640 380\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.append("<rect x=\"-50\" y=\"-20\" width=\"640\" height=\"380\" fill=\"#ffffff\"/>\n");
        for (int i = 0; i <= 5; i++) {
            int x = 112 * i;
            int y = 300 - 60 * i;
            append(svg, "<path d=\"M0 %dH560\" stroke=\"#dddddd\"/>", y);
            append(svg, "<text x=\"-40\" y=\"%d\">%.2f</text>", y + 4, most * i / 5);
            append(svg, "<text x=\"%d\" y=\"318\">%d</text>", x, points * WINDOW * i / 5);
        }
        int number = 0;
        for (Map.Entry<String, double[]> curve : curves.entrySet()) {
            double[] losses = curve.getValue();
            String line =
                    IntStream.range(0, losses.length)
                            .mapToObj(i -> place(560 * (i + 0.5) / points, losses[i] / most))
                            .collect(Collectors.joining("L", "M", ""));
            String colour = COLOURS[number % COLOURS.length];
            String name = curve.getKey().replace("&", "&amp;").replace("<", "&lt;");
            append(svg, "<path fill=\"none\" stroke=\"%s\" d=\"%s\"/>", colour, line);
            String legend = "<text x=\"%d\" y=\"345\" fill=\"%s\">%s</text>";
            append(svg, legend, 140 * number, colour, name);
            number++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String place(double x, double share) {
        return String.format(Locale.ROOT, "%.1f %.1f", x, 300 * (1 - share));
    }

    private static void append(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
