package org.lgsc.train.progress;

import java.util.List;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.scoring.CueSource;

/** Told how a training run goes, in the training thread. */
public interface TrainingProgress {
    /**
     * The run goes on where another process has left it; comes before its first phase.
     *
     * @param phase that goes on
     * @param step of the phase after which it does, 0 for its start
     */
    default void onResume(TrainingPhase phase, int step) {}

    /** A phase begins. */
    default void onPhase(TrainingPhase phase) {}

    /**
     * A step is done.
     *
     * @param step of the phase, from 1
     * @param totalSteps of the phase
     * @param losses of the step
     * @param learningRate of the step
     */
    default void onStep(int step, int totalSteps, LossValues losses, double learningRate) {}

    /** A step was taken back; there is no {@link #onStep} for it. */
    default void onRollback(RolledBackStep step) {}

    /**
     * The development split is looked at, or would be if there were one.
     *
     * @param epoch from 1
     * @param cues the network as it is now, valid during the call
     */
    default void onLook(int epoch, CueSource cues) {}

    /** An epoch is done and the development split was looked at where that was due. */
    default void onEpoch(EpochSummary epoch) {}

    /** Something that a user should know. */
    default void onNotice(String text) {}

    /**
     * A checkpoint is about to be written: what was told so far will not be told again after a
     * restart.
     */
    default void onCheckpoint() {}

    /**
     * The run has given a model.
     *
     * @param summary which epoch is kept and why the run ended
     */
    default void onDone(String summary) {}

    /** The run is over, also when it failed. */
    default void onEnd() {}

    /** Tells all of them, in that order. */
    static TrainingProgress all(TrainingProgress... listeners) {
        return new ProgressGroup(List.of(listeners));
    }

    /** Tells nobody. */
    static TrainingProgress none() {
        return new TrainingProgress() {};
    }
}
