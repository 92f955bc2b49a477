package org.lgsc.eval.protocol;

import java.util.Arrays;

/** Rates at the thresholds of a table, as the script of the page computes them. */
record TableRates(ThresholdTable table) {
    int indexOf(double threshold) {
        return Arrays.binarySearch(table.thresholds(), threshold);
    }

    /** Highest APCER over the species; NaN without attacks. */
    double apcer(int index) {
        return table.species().stream()
                .mapToDouble(s -> (double) s.accepted()[index] / s.attacks())
                .filter(apcer -> !Double.isNaN(apcer))
                .max()
                .orElse(Double.NaN);
    }

    double bpcer(int index) {
        return (double) table.rejectedBonaFide()[index] / table.bonaFide();
    }

    double acer(int index) {
        return (apcer(index) + bpcer(index)) / 2;
    }
}
