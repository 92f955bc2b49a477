package org.lgsc.cli.reproduce;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.RegularFiles;

/**
 * Measures whether trainings had converged: the equal error rate on the development split and the
 * mean regression loss after about a third, two thirds and all of the steps. A row had not
 * converged if, in the last third, its rate fell by more than a point or its regression loss by
 * more than 0.02: with more steps it would have improved, so its rank is less reliable.
 */
final class Convergence {
    private static final int[] THIRDS = {1, 2, 3};
    private static final double RATE = 0.01;
    private static final double REGRESSION = 0.02;
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    private final Map<String, List<Course>> courses = new LinkedHashMap<>();

    /**
     * A training, each array at the three thirds.
     *
     * @param rate equal error rate on the development split
     * @param regression mean regression loss of the epoch
     */
    private record Course(double[] rate, double[] regression) {}

    /** Adds the log of a training, if it evaluated the development split. */
    void add(String row, Path epochs) {
        read(epochs).ifPresent(c -> courses.computeIfAbsent(row, k -> new ArrayList<>()).add(c));
    }

    private static Optional<Course> read(Path epochs) {
        TreeMap<Integer, Double> rates = new TreeMap<>();
        TreeMap<Integer, Double> regressions = new TreeMap<>();
        try (Reader reader = RegularFiles.newBufferedReader(epochs, StandardCharsets.UTF_8)) {
            for (CSVRecord record : FORMAT.parse(reader)) {
                String rate = record.get("dev_d_eer");
                if (!rate.isEmpty()) {
                    Integer step = Integer.valueOf(record.get("step"));
                    rates.put(step, Double.valueOf(rate));
                    regressions.put(step, Double.valueOf(record.get("mean_regression")));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // logs are only informative and can have been removed
        }
        return rates.isEmpty()
                ? Optional.empty()
                : Optional.of(new Course(atThirds(rates), atThirds(regressions)));
    }

    private static double[] atThirds(TreeMap<Integer, Double> bySteps) {
        double[] found = new double[THIRDS.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = nearest(bySteps, THIRDS[i] * bySteps.lastKey() / 3.0);
        }
        return found;
    }

    /** Value of the evaluation nearest to a step, the later of two. */
    private static double nearest(TreeMap<Integer, Double> bySteps, double step) {
        double found = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        for (Map.Entry<Integer, Double> entry : bySteps.entrySet()) {
            double distance = Math.abs(entry.getKey() - step);
            if (distance <= least) {
                least = distance;
                found = entry.getValue();
            }
        }
        return found;
    }

    /** Rows that had not converged. */
    List<String> unfinished() {
        return courses.keySet().stream()
                .filter(
                        row ->
                                fall(row, Course::rate) > RATE
                                        || fall(row, Course::regression) > REGRESSION)
                .toList();
    }

    private double fall(String row, Function<Course, double[]> quantity) {
        return mean(row, quantity, 1) - mean(row, quantity, 2);
    }

    private double mean(String row, Function<Course, double[]> quantity, int third) {
        return courses.get(row).stream()
                .mapToDouble(c -> quantity.apply(c)[third])
                .average()
                .orElse(Double.NaN);
    }

    /** A Markdown table with a sentence; empty when no log was found. */
    String markdown() {
        if (courses.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## Whether the rows had converged\n\n");
        text.append(
                "Equal error rate on the development split in percent and mean regression loss,"
                        + " means over the seeds, at the evaluations nearest to a third, two thirds"
                        + " and all of the steps. Converged: in the last third the rate fell by at"
                        + " most a point and the loss by at most 0.02.\n\n"
                        + "| row | D-EER | | | L_r | | | converged |\n"
                        + "|---|---:|---:|---:|---:|---:|---:|---|\n");
        List<String> unfinished = unfinished();
        for (String row : courses.keySet()) {
            text.append("| ").append(row);
            for (int i = 0; i < THIRDS.length; i++) {
                text.append(RootFormat.of(" | %.1f", 100 * mean(row, Course::rate, i)));
            }
            for (int i = 0; i < THIRDS.length; i++) {
                text.append(RootFormat.of(" | %.3f", mean(row, Course::regression, i)));
            }
            text.append(unfinished.contains(row) ? " | no |\n" : " | yes |\n");
        }
        return text.toString();
    }
}
