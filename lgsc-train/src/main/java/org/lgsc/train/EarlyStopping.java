package org.lgsc.train;

import java.util.List;
import org.lgsc.train.progress.EpochSummary;

/**
 * Decides when a run has stopped improving. It is a function of the run's history, so that a
 * resumed run ends where an uninterrupted one does.
 */
final class EarlyStopping {
    private EarlyStopping() {}

    /** A patience of 0 never ends a run. */
    static boolean isDue(List<EpochSummary> history, int patience) {
        return patience > 0 && looksWithoutGain(history) >= patience;
    }

    /** An equal D-EER is not a gain, or a run at 0 would never end; nor is NaN. */
    private static int looksWithoutGain(List<EpochSummary> history) {
        double lowest = Double.POSITIVE_INFINITY;
        int looks = 0;
        for (EpochSummary epoch : history) {
            if (epoch.dev().isEmpty()) {
                continue;
            }
            double dEer = epoch.dev().get().dEer();
            looks = dEer < lowest ? 0 : looks + 1;
            lowest = dEer < lowest ? dEer : lowest;
        }
        return looks;
    }
}
