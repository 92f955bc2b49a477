package org.lgsc.eval.protocol;

import java.util.Objects;
import org.lgsc.eval.score.PadScore;

/**
 * A presentation that was classified wrongly.
 *
 * @param score of the presentation
 * @param distance from the threshold, above 0: how wrong
 * @param face picture of the face as data URI; empty when none was given
 * @param cue picture of the cue map as data URI; empty when none was given
 */
public record ErrorCase(PadScore score, double distance, String face, String cue) {
    /** Checks for null. */
    public ErrorCase {
        Objects.requireNonNull(score, "score");
        Objects.requireNonNull(face, "face");
        Objects.requireNonNull(cue, "cue");
    }

    /** Returns the same error with pictures. */
    public ErrorCase withPictures(String faceUri, String cueUri) {
        return new ErrorCase(score, distance, faceUri, cueUri);
    }
}
