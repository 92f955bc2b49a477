package org.lgsc.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lgsc.core.loss.LossValues;

/** Mean losses of an epoch; NaN while no step was added. */
final class EpochMeans {
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private double total;
    private int steps;

    /** The sums so far, by loss head and of the totals, for a checkpoint. */
    record Sums(Map<String, Double> sums, double total, int steps) {
        Sums {
            sums = new LinkedHashMap<>(sums);
        }
    }

    void add(LossValues losses) {
        losses.heads().forEach((head, value) -> sums.merge(head, value, Double::sum));
        total += losses.total();
        steps++;
    }

    double total() {
        return total / steps;
    }

    Map<String, Double> heads() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((head, sum) -> means.put(head, sum / steps));
        return means;
    }

    Sums sums() {
        return new Sums(sums, total, steps);
    }

    static EpochMeans of(Sums before) {
        EpochMeans means = new EpochMeans();
        means.sums.putAll(before.sums());
        means.total = before.total();
        means.steps = before.steps();
        return means;
    }
}
