package org.lgsc.train.progress;

/** Parts of a run, in their order. */
public enum TrainingPhase {
    /** The encoder alone, as a classifier. */
    ENCODER_WARM_START("encoder warm start"),
    /** The whole network. */
    TRAINING("training");

    private final String text;

    TrainingPhase(String text) {
        this.text = text;
    }

    /** In words. */
    public String text() {
        return text;
    }
}
