package org.lgsc.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.eval.report.PadReport;
import org.lgsc.train.TrainingResult.WarmStartReport;
import org.lgsc.train.progress.EpochSummary;
import org.lgsc.train.progress.RolledBackStep;
import org.lgsc.train.progress.TrainingPhase;

/**
 * Everything that a run needs to resume exactly, except the numbers of its networks. It has no
 * state of a random generator, because there is none: batches are a function of (seed, epoch,
 * batch), dropout one of (seed, step).
 *
 * @param identity values that must be the same for the run to resume
 * @param environment versions and platform that wrote the state
 * @param phase phase that resumes
 * @param step number of steps made in the phase
 * @param iteration of the phase's network: steps that changed weights
 * @param recentLosses losses by which an explosion is detected
 * @param warmSum sum of the losses at the end of the warm start
 * @param warmCount number of these losses
 * @param warmStart result of the warm start; null when there was none yet
 * @param means of the epoch so far
 * @param history finished epochs
 * @param best the best of them; null when none was evaluated
 * @param trainSetAside training samples that could not be read
 * @param devSetAside development samples that could not be read
 * @param rolledBack rolled-back steps
 * @param remarks for the final report
 * @param initialWeights origin of the initial weights, for provenance
 * @param encoderSlowed whether the encoder has a lower rate of its own
 */
record RunState(
        Map<String, String> identity,
        Map<String, String> environment,
        TrainingPhase phase,
        int step,
        int iteration,
        double[] recentLosses,
        double warmSum,
        int warmCount,
        @Nullable WarmStartReport warmStart,
        EpochMeans.Sums means,
        List<Epoch> history,
        @Nullable Best best,
        List<SetAside> trainSetAside,
        List<SetAside> devSetAside,
        List<RolledBackStep> rolledBack,
        List<String> remarks,
        String initialWeights,
        boolean encoderSlowed) {
    /**
     * The best epoch.
     *
     * @param epoch from 1
     * @param report on the development split
     * @param iteration iteration of the network at that epoch
     * @param dEer D-EER of the videos; null in files of earlier versions
     * @param auc AUC of the videos; null in files of earlier versions
     */
    record Best(
            int epoch,
            PadReport report,
            int iteration,
            @Nullable Double dEer,
            @Nullable Double auc) {}

    /** An {@link EpochSummary}, with null where nothing was evaluated. */
    record Epoch(
            int epoch,
            int steps,
            double meanTotal,
            Map<String, Double> meanLosses,
            double learningRate,
            @Nullable PadReport dev,
            boolean best) {
        static Epoch of(EpochSummary e) {
            return new Epoch(
                    e.epoch(),
                    e.steps(),
                    e.meanTotal(),
                    e.meanLosses(),
                    e.learningRate(),
                    e.dev().orElse(null),
                    e.best());
        }

        EpochSummary summary() {
            return new EpochSummary(
                    epoch,
                    steps,
                    meanTotal,
                    meanLosses,
                    learningRate,
                    Optional.ofNullable(dev),
                    best);
        }
    }
}
