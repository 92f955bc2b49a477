package org.lgsc.eval.score;

import java.util.Locale;

/** Meaning of the {@code score} column of a score file. */
public enum ScoreMeaning {
    /** High = live, the convention of bob; liveness = 1 - spoof score. */
    LIVENESS,
    /** High = spoof, as everywhere inside this library. */
    SPOOF;

    /** Converts a value of the column to a spoof score; NaN stays NaN. */
    public double toSpoofScore(double value) {
        return this == SPOOF ? value : 1.0 - value;
    }

    /** Lower case, for the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
