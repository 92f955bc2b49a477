package org.lgsc.train.finetune;

import org.lgsc.core.loss.LossValues;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.train.internal.InvertedCues;
import org.lgsc.train.progress.EpochSummary;
import org.lgsc.train.progress.RolledBackStep;
import org.lgsc.train.progress.TrainingPhase;
import org.lgsc.train.progress.TrainingProgress;

/**
 * Passes on the progress of a fine-tuning's training, except what a training says of an inverted
 * model: it is known only afterwards whether the new weights are kept.
 */
record TuningProgress(TrainingProgress target) implements TrainingProgress {
    @Override
    public void onResume(TrainingPhase phase, int step) {
        target.onResume(phase, step);
    }

    @Override
    public void onPhase(TrainingPhase phase) {
        target.onPhase(phase);
    }

    @Override
    public void onStep(int step, int totalSteps, LossValues losses, double learningRate) {
        target.onStep(step, totalSteps, losses, learningRate);
    }

    @Override
    public void onRollback(RolledBackStep step) {
        target.onRollback(step);
    }

    @Override
    public void onEvaluation(int epoch, CueSource cues) {
        target.onEvaluation(epoch, cues);
    }

    @Override
    public void onEpoch(EpochSummary epoch) {
        target.onEpoch(epoch);
    }

    @Override
    public void onNotice(String text) {
        if (!InvertedCues.isRemark(text)) {
            target.onNotice(text);
        }
    }

    @Override
    public void onCheckpoint() {
        target.onCheckpoint();
    }

    @Override
    public void onDone(String summary) {
        target.onDone(summary);
    }

    @Override
    public void onEnd() {
        target.onEnd();
    }
}
