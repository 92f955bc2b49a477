package org.lgsc.train;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.eval.report.PadReport;
import org.lgsc.train.progress.EpochSummary;
import org.lgsc.train.progress.RolledBackStep;

/**
 * Result of a training run.
 *
 * @param model the weights of the best epoch, with the threshold of the development split's equal
 *     error rate
 * @param history every epoch, in order
 * @param bestEpoch number of the epoch of the weights, from 1
 * @param warmStart the encoder's results on its own; empty without a warm start
 * @param setAside training and development samples that could not be read
 * @param steps number of steps of the network's training, rolled-back ones included
 * @param stoppedEarly whether the run ended early because the development D-EER stopped falling
 * @param rolledBack steps that were rolled back
 * @param remarks what a user must know: where the run was resumed, checkpoints that were damaged or
 *     could not be written, why it ended early
 */
public record TrainingResult(
        LgscModel model,
        List<EpochSummary> history,
        int bestEpoch,
        Optional<WarmStartReport> warmStart,
        List<SetAside> setAside,
        int steps,
        boolean stoppedEarly,
        List<RolledBackStep> rolledBack,
        List<String> remarks) {
    /** Copies the lists. */
    public TrainingResult {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(warmStart, "warmStart");
        history = List.copyOf(history);
        setAside = List.copyOf(setAside);
        rolledBack = List.copyOf(rolledBack);
        remarks = List.copyOf(remarks);
    }

    /** The best epoch. */
    public EpochSummary best() {
        return history.get(bestEpoch - 1);
    }

    /**
     * The best epoch's report on the development split; empty when the data set has none. The
     * threshold was fitted on the same scores, so it is optimistic.
     */
    public Optional<PadReport> devReport() {
        return best().dev();
    }

    /**
     * Results of the encoder on its own, as a plain CNN.
     *
     * @param steps number of training steps
     * @param trainingLoss mean cross-entropy over the last tenth of the steps
     * @param devAccuracy share of development samples classified rightly at probability 0.5, 0 to
     *     1; NaN without a development split
     * @param devLoss mean cross-entropy over the development samples; NaN without a development
     *     split
     */
    public record WarmStartReport(
            int steps, double trainingLoss, double devAccuracy, double devLoss) {}
}
