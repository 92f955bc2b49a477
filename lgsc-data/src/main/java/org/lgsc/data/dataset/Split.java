package org.lgsc.data.dataset;

/** The three parts of a protocol: learn on train, fit thresholds on dev, report on test. */
public enum Split {
    /** Learns the weights. */
    TRAIN,
    /** Chooses the model and the threshold. */
    DEV,
    /** Reported on, never fitted on. */
    TEST
}
