package org.lgsc.train;

import java.util.ArrayList;
import java.util.List;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.progress.TrainingProgress;

/** Keeps the notices of a training. */
final class Notices implements TrainingProgress {
    private final List<String> texts = new ArrayList<>();

    @Override
    public void onStep(int step, int total, LossValues losses, double rate) {}

    @Override
    public void onNotice(String text) {
        texts.add(text);
    }

    List<String> texts() {
        return texts;
    }
}
