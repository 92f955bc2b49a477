package org.lgsc.train;

import java.util.Optional;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.report.PadReport;

/**
 * Finds trainings that end with the classes exchanged. The triplet and auxiliary losses only
 * require the classes to differ; L_r, which darkens the cues of living faces, decides which class
 * keeps its cues. A short training can end before that, and its model then rejects living faces.
 */
final class InvertedCues {
    /** Standard errors below the area of a network at chance. */
    private static final double CLEAR = 2;

    private InvertedCues() {}

    /**
     * Returns a warning when the cues of living faces are brighter than those of attacks.
     *
     * @param kept report of the kept epoch on the development split
     */
    static Optional<String> warning(PadReport kept) {
        double live = kept.bpcer().n();
        double attacks = kept.species().stream().mapToLong(s -> s.apcer().n()).sum();
        // of the Mann-Whitney statistic when both classes have the same distribution
        double error = Math.sqrt((live + attacks + 1) / (12 * live * attacks));
        return kept.auc() < 0.5 - CLEAR * error
                ? Optional.of(
                        RootFormat.of(
                                "The classes are exchanged: on the development split, cues of"
                                        + " living faces are brighter than those of attacks (D-EER"
                                        + " %.1f %%, AUC %.2f). Do not use this model; train for"
                                        + " more steps or with another seed.",
                                100 * kept.dEer(), kept.auc()))
                : Optional.empty();
    }
}
