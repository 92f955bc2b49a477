package org.lgsc.train.progress;

/** The phases of a run, in order. */
public enum TrainingPhase {
    /** The encoder alone, as a classifier. */
    ENCODER_WARM_START("encoder warm start"),
    /** The entire network. */
    TRAINING("training");

    private final String text;

    TrainingPhase(String text) {
        this.text = text;
    }

    /** Returns the phase in words. */
    public String text() {
        return text;
    }
}
