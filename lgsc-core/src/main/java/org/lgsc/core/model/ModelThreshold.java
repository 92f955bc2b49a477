package org.lgsc.core.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;

/**
 * The decision threshold of a model: live when the spoof score is at most this.
 *
 * @param spoofScore 0 to 1, as scores are; the number below 0 refuses all of them
 * @param origin where it comes from, in words: criterion, split and counts
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelThreshold(double spoofScore, String origin) {
    /** The paper's fixed 0.01, for a model that no threshold was fitted for. */
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
     * Whether a spoof score can be compared with this: 0 to 1, or the number below 0, which a
     * criterion takes that refuses every score.
     */
    public static boolean isScore(double threshold) {
        return threshold >= -Double.MIN_VALUE && threshold <= 1;
    }
}
