package org.lgsc.train.progress;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lgsc.eval.report.PadReport;

/**
 * Result of an epoch.
 *
 * @param epoch from 1
 * @param steps number of steps since the start of the run
 * @param meanTotal mean over the epoch of the total loss, as weighted in each step
 * @param meanLosses mean over the epoch of each loss without its weight, by loss head
 * @param learningRate learning rate of the epoch's last step
 * @param dev report on the development split with the threshold of its equal error rate; empty when
 *     it was not evaluated
 * @param best whether this is the best epoch so far, whose weights are kept
 */
public record EpochSummary(
        int epoch,
        int steps,
        double meanTotal,
        Map<String, Double> meanLosses,
        double learningRate,
        Optional<PadReport> dev,
        boolean best) {
    /** Copies the map. */
    public EpochSummary {
        meanLosses = Collections.unmodifiableMap(new LinkedHashMap<>(meanLosses));
    }
}
