package org.lgsc.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lgsc.core.loss.LossValues;

/** Mean losses of an epoch. */
final class EpochMeans {
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private double total;
    private int steps;

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
}
