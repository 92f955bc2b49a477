package org.lgsc.core;

import java.util.Locale;

/** The three parts of a protocol: learn on train, fit thresholds on dev, report on test. */
public enum Split {
    /** Learns the weights. */
    TRAIN,
    /** Chooses the model and the threshold. */
    DEV,
    /** Reported on, never fitted on. */
    TEST;

    /** The name in folders and reports: "train", "dev" or "test". */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
