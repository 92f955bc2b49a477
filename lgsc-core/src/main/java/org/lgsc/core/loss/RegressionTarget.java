package org.lgsc.core.loss;

/** Target values of the cue maps in the regression loss (table 5 of the paper). */
public enum RegressionTarget {
    /** Zero for live cues, no target for spoof cues: the paper's choice. */
    LIVE,
    /** Zero for live cues and one for spoof cues. */
    BOTH
}
