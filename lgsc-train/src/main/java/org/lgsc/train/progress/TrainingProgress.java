package org.lgsc.train.progress;

import org.lgsc.core.loss.LossValues;

/** Told how a training run goes, in the training thread. */
public interface TrainingProgress {
    /**
     * A phase begins.
     *
     * @param name in words, e.g. "training"
     */
    default void onPhase(String name) {}

    /**
     * A step is done.
     *
     * @param step of the phase, from 1
     * @param totalSteps of the phase
     * @param losses of the step
     * @param learningRate of the step
     */
    default void onStep(int step, int totalSteps, LossValues losses, double learningRate) {}

    /** An epoch is done and the development split was looked at where that was due. */
    default void onEpoch(EpochSummary epoch) {}

    /** The run is over, also when it failed. */
    default void onEnd() {}

    /** Tells nobody. */
    static TrainingProgress none() {
        return new TrainingProgress() {};
    }
}
