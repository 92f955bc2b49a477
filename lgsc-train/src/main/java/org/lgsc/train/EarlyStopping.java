package org.lgsc.train;

import java.util.List;
import org.lgsc.train.progress.EpochSummary;

/**
 * When a run has learnt all it will: a function of its history, so that a resumed run ends where an
 * undisturbed one does.
 */
final class EarlyStopping {
    private EarlyStopping() {}

    /**
     * @param patience looks without a lower D-EER than ever before; 0 for no end
     */
    static boolean isDue(List<EpochSummary> history, int patience) {
        return patience > 0 && looksWithoutGain(history) >= patience;
    }

    /** Equal is no gain, or a run at 0 would never end; a D-EER that is NaN is none either. */
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
