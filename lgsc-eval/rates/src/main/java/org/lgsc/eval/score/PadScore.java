package org.lgsc.eval.score;

import java.io.Serializable;
import java.util.Objects;
import org.lgsc.core.Label;

/**
 * The score of one presentation or of one frame of it.
 *
 * @param id unique name of the presentation or frame, e.g. the relative path
 * @param label ground truth
 * @param species PAI species, e.g. "print"; empty for bona fide
 * @param subject the subject shown; empty when unknown
 * @param video groups the frames of one presentation; empty for a single picture
 * @param frame index within the video, -1 when it does not apply
 * @param spoofScore mean |cue|, high = spoof; NaN = no response (e.g. no face found). Infinite
 *     scores order as the extremes
 */
public record PadScore(
        String id,
        Label label,
        String species,
        String subject,
        String video,
        int frame,
        double spoofScore)
        implements Serializable {

    /**
     * Checks that bona fide has no species and attacks have one.
     *
     * @throws IllegalArgumentException when they do not
     */
    public PadScore {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(species, "species");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(video, "video");
        if (label.isLive() != species.isEmpty()) {
            throw new IllegalArgumentException(
                    "score " + id + ": bona fide has no species, an attack has one");
        }
    }

    /** A bona fide picture. */
    public static PadScore live(String id, String subject, double spoofScore) {
        return new PadScore(id, Label.LIVE, "", subject, "", -1, spoofScore);
    }

    /** A picture of an attack. */
    public static PadScore attack(String id, String species, String subject, double spoofScore) {
        return new PadScore(id, Label.SPOOF, species, subject, "", -1, spoofScore);
    }

    /** 1 - spoof score: high = live; NaN = no response. */
    public double liveness() {
        return 1.0 - spoofScore;
    }

    /** False when the system gave no score. */
    public boolean hasResponse() {
        return !Double.isNaN(spoofScore);
    }
}
