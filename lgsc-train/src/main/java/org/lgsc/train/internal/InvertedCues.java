package org.lgsc.train.internal;

import java.util.List;
import java.util.Optional;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.internal.metric.Orientation;
import org.lgsc.eval.report.PadReport;
import org.lgsc.train.progress.EpochSummary;

/**
 * Finds trainings that gave the cue to the wrong class. Only the regression loss on live pictures
 * decides which class keeps a cue; the other losses need the classes to differ, in either
 * direction.
 */
public final class InvertedCues {
    private static final String TRAINING = "The training is inverted: ";

    private InvertedCues() {}

    /** Returns which class has the brighter cues on the development split. */
    static Orientation of(PadReport dev) {
        return Orientation.of(dev.auc(), dev.bpcer().n(), dev.far().n());
    }

    /**
     * Returns what a user must know of an inverted training; empty for all others.
     *
     * @param kept the epoch whose weights are kept
     * @param history every epoch, in order
     */
    public static Optional<String> remark(EpochSummary kept, List<EpochSummary> history) {
        return finding(kept, history)
                .map(
                        found ->
                                TRAINING
                                        + found
                                        + " Do not use this model. Train again with the loss of the"
                                        + " cue order, another seed, more steps of the encoder's"
                                        + " warm start, or regression on both classes (--cue-order"
                                        + " 0.1, --seed, --encoder-steps, --regression both).");
    }

    /** Returns whether a text is a {@link #remark}. */
    public static boolean isRemark(String text) {
        return text.startsWith(TRAINING);
    }

    /** Returns what shows that a training is inverted, as a sentence; empty for all others. */
    public static Optional<String> finding(EpochSummary kept, List<EpochSummary> history) {
        Optional<PadReport> last =
                history.stream().flatMap(e -> e.dev().stream()).reduce((earlier, later) -> later);
        return kept.dev().flatMap(own -> last.flatMap(end -> finding(own, end)));
    }

    private static Optional<String> finding(PadReport kept, PadReport last) {
        Orientation orientation = of(kept);
        boolean inverted =
                orientation == Orientation.REVERSED
                        || orientation == Orientation.UNCLEAR && of(last) == Orientation.REVERSED;
        return inverted
                ? Optional.of(
                        RootFormat.of(
                                "live faces of the development split have brighter cues than"
                                        + " attacks (AUC %.3f in the kept epoch, %.3f in the last"
                                        + " one).",
                                kept.auc(), last.auc()))
                : Optional.empty();
    }
}
