package org.lgsc.core.loss;

/** Which cue maps the regression loss pulls where (Table 5 of the paper). */
public enum RegressionTarget {
    /** Live cues to zero, spoof cues left open: the paper's choice. */
    LIVE,
    /** Live cues to zero and spoof cues to one. */
    BOTH
}
