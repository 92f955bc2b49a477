package org.lgsc.train.progress;

import java.util.List;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.scoring.CueSource;

/** Receives progress updates of a training run, in the training thread. */
public interface TrainingProgress {
    /**
     * The run resumes where another process has stopped; called before its first phase.
     *
     * @param phase phase that resumes
     * @param step step of the phase after which it resumes, 0 for its start
     */
    default void onResume(TrainingPhase phase, int step) {}

    /** A phase begins. */
    default void onPhase(TrainingPhase phase) {}

    /**
     * A step is done.
     *
     * @param step step of the phase, from 1
     * @param totalSteps number of steps of the phase
     * @param losses losses of the step
     * @param learningRate learning rate of the step
     */
    default void onStep(int step, int totalSteps, LossValues losses, double learningRate) {}

    /** A step was rolled back; there is no {@link #onStep} for it. */
    default void onRollback(RolledBackStep step) {}

    /**
     * The development split is due to be evaluated; called even if the data set has none.
     *
     * @param epoch from 1
     * @param cues cue source of the current network, valid during the call
     */
    default void onEvaluation(int epoch, CueSource cues) {}

    /** An epoch is done, and the development split was evaluated if that was due. */
    default void onEpoch(EpochSummary epoch) {}

    /** There is something that a user must know. */
    default void onNotice(String text) {}

    /** A checkpoint is about to be written: updates so far will not be repeated after a restart. */
    default void onCheckpoint() {}

    /**
     * The run has returned a model.
     *
     * @param summary text with the kept epoch and the reason why the run ended
     */
    default void onDone(String summary) {}

    /** The run is over, also when it failed. */
    default void onEnd() {}

    /** Returns a listener that calls all of these, in that order. */
    static TrainingProgress all(TrainingProgress... listeners) {
        return new ProgressGroup(List.of(listeners));
    }

    /** Returns a listener that ignores all updates. */
    static TrainingProgress none() {
        return new TrainingProgress() {};
    }
}
