package org.lgsc.core.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;

/**
 * Decision threshold of a model: a face is live when its spoof score is at most this.
 *
 * @param spoofScore 0 to 1, like scores; the number just below 0 rejects all of them
 * @param origin origin in words: criterion, split and counts
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelThreshold(double spoofScore, String origin) {
    /** The paper's fixed 0.01, for a model without a fitted threshold. */
    public static final ModelThreshold UNFITTED =
            new ModelThreshold(0.01, "the paper's 0.01, not fitted on any data");

    /** Checks the value. */
    public ModelThreshold {
        if (!isScore(spoofScore)) {
            throw new IllegalArgumentException("a threshold must be 0 to 1, was " + spoofScore);
        }
        Objects.requireNonNull(origin, "origin");
    }

    /**
     * Whether a spoof score can be compared with this value: 0 to 1, or the number just below 0,
     * the threshold of a criterion that rejects every score.
     */
    public static boolean isScore(double threshold) {
        return threshold >= -Double.MIN_VALUE && threshold <= 1;
    }
}
