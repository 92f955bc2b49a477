package org.lgsc.cli.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.FoldSummary.MeanDeviation;

/**
 * Mean and deviation (ddof 0) over the rows of a table whose rows form one experiment. A row counts
 * once, with its own mean, however many trainings it has.
 *
 * @param rows number of rows in the mean
 * @param planned number of rows of the table
 * @param metrics metrics by name, in the order of the table's columns
 */
record RowMean(int rows, int planned, Map<String, MeanDeviation> metrics) {
    /** Computes the mean; empty if the rows of the table are separate experiments. */
    static Optional<RowMean> of(PaperTable table, Map<String, FoldSummary> ours) {
        if (table != PaperTable.OCIM || ours.isEmpty()) {
            return Optional.empty();
        }
        Map<String, MeanDeviation> metrics = new LinkedHashMap<>();
        for (String metric : table.metrics()) {
            metrics.put(
                    metric,
                    MeanDeviation.of(
                            ours.values().stream()
                                    .mapToDouble(s -> s.metric(metric).mean())
                                    .toArray(),
                            0));
        }
        return Optional.of(new RowMean(ours.size(), table.protocols().size(), metrics));
    }

    String name() {
        return rows == planned
                ? "mean of " + rows + " directions"
                : "mean of " + rows + " of " + planned + " directions";
    }

    /** The name, and every metric in percent. */
    List<String> cells() {
        List<String> cells = new ArrayList<>(List.of(name()));
        metrics.values().forEach(m -> cells.add(PaperComparison.percent(m, rows > 1)));
        return cells;
    }
}
