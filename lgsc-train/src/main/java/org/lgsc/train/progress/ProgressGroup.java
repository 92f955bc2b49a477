package org.lgsc.train.progress;

import java.util.List;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.scoring.CueSource;

/** Passes every call on to several listeners. */
final class ProgressGroup implements TrainingProgress {
    private final List<TrainingProgress> members;

    ProgressGroup(List<TrainingProgress> members) {
        this.members = members;
    }

    @Override
    public void onResume(TrainingPhase phase, int step) {
        members.forEach(m -> m.onResume(phase, step));
    }

    @Override
    public void onPhase(TrainingPhase phase) {
        members.forEach(m -> m.onPhase(phase));
    }

    @Override
    public void onStep(int step, int totalSteps, LossValues losses, double learningRate) {
        members.forEach(m -> m.onStep(step, totalSteps, losses, learningRate));
    }

    @Override
    public void onRollback(RolledBackStep step) {
        members.forEach(m -> m.onRollback(step));
    }

    @Override
    public void onEvaluation(int epoch, CueSource cues) {
        members.forEach(m -> m.onEvaluation(epoch, cues));
    }

    @Override
    public void onEpoch(EpochSummary epoch) {
        members.forEach(m -> m.onEpoch(epoch));
    }

    @Override
    public void onNotice(String text) {
        members.forEach(m -> m.onNotice(text));
    }

    @Override
    public void onCheckpoint() {
        members.forEach(TrainingProgress::onCheckpoint);
    }

    @Override
    public void onDone(String summary) {
        members.forEach(m -> m.onDone(summary));
    }

    @Override
    public void onEnd() {
        RuntimeException first = null;
        for (TrainingProgress member : members) {
            try {
                member.onEnd();
            } catch (RuntimeException e) { // the other listeners must end, too
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
