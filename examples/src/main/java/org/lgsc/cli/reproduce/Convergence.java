package org.lgsc.cli.reproduce;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.lgsc.core.internal.file.RegularFiles;

/**
 * Measures whether trainings had converged: the equal error rate on the development split after
 * half, three quarters and all of the steps. A row whose rate still fell by more than two points in
 * the last quarter would have improved with more steps, so its rank is less reliable.
 */
final class Convergence {
    private static final double[] PARTS = {0.5, 0.75, 1};
    private static final double STILL = 0.02;
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    private final Map<String, List<double[]>> rates = new LinkedHashMap<>();

    /**
     * Adds the log of a training.
     *
     * @param row row of the table
     * @param epochs the log's {@code epochs.csv}; a training that never evaluated the development
     *     split adds nothing
     */
    void add(String row, Path epochs) {
        read(epochs).ifPresent(r -> rates.computeIfAbsent(row, k -> new ArrayList<>()).add(r));
    }

    private static Optional<double[]> read(Path epochs) {
        TreeMap<Integer, Double> looks = new TreeMap<>();
        try (Reader reader = RegularFiles.newBufferedReader(epochs, StandardCharsets.UTF_8)) {
            for (CSVRecord record : FORMAT.parse(reader)) {
                String rate = record.get("dev_d_eer");
                if (!rate.isEmpty()) {
                    looks.put(Integer.valueOf(record.get("step")), Double.valueOf(rate));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // logs are only informative and can have been removed
        }
        if (looks.isEmpty()) {
            return Optional.empty();
        }
        double[] found = new double[PARTS.length];
        for (int i = 0; i < found.length; i++) {
            var look = looks.floorEntry((int) Math.ceil(PARTS[i] * looks.lastKey()));
            found[i] = look == null ? Double.NaN : look.getValue();
        }
        return Optional.of(found);
    }

    /** Rows that had not converged. */
    List<String> unfinished() {
        return rates.entrySet().stream()
                .filter(r -> mean(r.getValue(), 1) - mean(r.getValue(), 2) > STILL)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static double mean(List<double[]> all, int part) {
        return all.stream().mapToDouble(r -> r[part]).average().orElse(Double.NaN);
    }

    /** A Markdown table with a sentence; empty when no log was found. */
    String markdown() {
        if (rates.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## Whether the rows had converged\n\n");
        text.append(
                "Equal error rate on the development split in percent, mean over the seeds, after"
                        + " parts of the steps:\n\n| row | half | three quarters | all |\n"
                        + "|---|---:|---:|---:|\n");
        rates.forEach(
                (row, all) ->
                        text.append(
                                String.format(
                                        Locale.ROOT,
                                        "| %s | %.1f | %.1f | %.1f |%n",
                                        row,
                                        100 * mean(all, 0),
                                        100 * mean(all, 1),
                                        100 * mean(all, 2))));
        text.append(
                unfinished().isEmpty()
                        ? "\nIn the last quarter no row fell by more than two points.\n"
                        : "\nStill falling, by more than two points in the last quarter: "
                                + String.join(", ", unfinished())
                                + ".\n");
        return text.toString();
    }
}
