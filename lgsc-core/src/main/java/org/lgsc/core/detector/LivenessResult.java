package org.lgsc.core.detector;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.detector.CueColours;

/**
 * Result of the check of one face. Jackson writes its {@link #summary()}: without cue map, and with
 * {@code null} as the score of a face that was not scored.
 *
 * @param decision live, spoof or undecided
 * @param spoofScore mean of |cue| over the patches, or the score of third-party networks, 0 to 1,
 *     high = spoof; NaN when nothing was scored
 * @param threshold largest spoof score of a live face
 * @param face where the face is, in the picture's pixels
 * @param cueMap where in the face the cues are; empty when nothing was scored, and for third-party
 *     networks
 * @param scored rectangle of the picture that was scored; empty when nothing was scored
 * @param reasons why it is undecided; empty otherwise
 * @param detail sentence about the first reason, for example with the file's name; "" without
 *     reasons
 * @param timings duration of the steps
 */
public record LivenessResult(
        Decision decision,
        double spoofScore,
        double threshold,
        Optional<FaceBox> face,
        Optional<CueMap> cueMap,
        Optional<FaceBox> scored,
        List<Reason> reasons,
        String detail,
        Timings timings) {

    /** Checks that the decision agrees with score and reasons. */
    public LivenessResult {
        Objects.requireNonNull(face, "face");
        Objects.requireNonNull(cueMap, "cueMap");
        Objects.requireNonNull(scored, "scored");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(timings, "timings");
        reasons = List.copyOf(reasons);
        boolean decided = reasons.isEmpty() && Double.isFinite(spoofScore);
        Decision due =
                !decided
                        ? Decision.UNDECIDED
                        : spoofScore <= threshold ? Decision.LIVE : Decision.SPOOF;
        if (decision != due) {
            throw new IllegalArgumentException(
                    decision + " with score " + spoofScore + ", reasons " + reasons);
        }
    }

    static LivenessResult undecided(
            double threshold,
            Optional<FaceBox> face,
            List<Reason> reasons,
            String detail,
            Timings timings) {
        return new LivenessResult(
                Decision.UNDECIDED,
                Double.NaN,
                threshold,
                face,
                Optional.empty(),
                Optional.empty(),
                reasons,
                detail,
                timings);
    }

    static LivenessResult scored(
            FaceScorer.Answer answer,
            double threshold,
            FaceBox face,
            FaceBox area,
            Timings timings) {
        double score = answer.score();
        if (!Double.isFinite(score)) {
            return undecided(
                    threshold,
                    Optional.of(face),
                    List.of(Reason.FAILED),
                    "The network's answer is not a number.",
                    timings);
        }
        return new LivenessResult(
                score <= threshold ? Decision.LIVE : Decision.SPOOF,
                score,
                threshold,
                Optional.of(face),
                answer.map(),
                Optional.of(area),
                List.of(),
                "",
                timings);
    }

    /** The spoof score, 0 to 1, high = spoof; empty when nothing was scored. */
    public OptionalDouble score() {
        return Double.isNaN(spoofScore) ? OptionalDouble.empty() : OptionalDouble.of(spoofScore);
    }

    /** Everything except the cue map, in values that every JSON library can write. */
    @JsonValue
    public LivenessSummary summary() {
        return new LivenessSummary(
                decision,
                score().isPresent() ? spoofScore : null,
                threshold,
                face.map(LivenessSummary.Face::of).orElse(null),
                reasons,
                detail,
                timings);
    }

    /** Whether the decision is {@link Decision#LIVE}; false for spoof and for undecided. */
    public boolean isLive() {
        return decision == Decision.LIVE;
    }

    /**
     * Draws the face's box and cue map (third-party networks have none) over the picture, reduced
     * to a longer side of at most 1024 pixels. The box is green for live, red for spoof, yellow for
     * undecided; a dashed line marks the scored part; the map has the colours of {@link
     * CueColours}.
     *
     * @param picture the picture that was checked
     */
    public RgbImage overlay(RgbImage picture) {
        return Overlay.draw(picture, this);
    }
}
