package org.lgsc.core;

import java.util.Locale;

/** The three parts of a protocol: learn on train, fit thresholds on dev, report on test. */
public enum Split {
    /** Used to learn the weights. */
    TRAIN,
    /** Used to choose the model and the threshold. */
    DEV,
    /** Used for reported results, never to fit anything. */
    TEST;

    /** Name in folders and reports: "train", "dev" or "test". */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
