package org.lgsc.core.detector;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.detector.CueColours;

/**
 * Result of the check of one face. Jackson writes its {@link #summary()}: without cue map, and with
 * {@code null} as the score of a face that was not scored.
 *
 * @param decision live, spoof or undecided
 * @param spoofScore mean of |cue| over the scored part of the face, or the score of third-party
 *     networks, 0 to 1, high = spoof; NaN when nothing was scored
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
                    RootFormat.of("%s with score %s, reasons %s", decision, spoofScore, reasons));
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
    public Summary summary() {
        return new Summary(
                decision,
                score().isPresent() ? spoofScore : null,
                threshold,
                face.map(Summary.Face::of).orElse(null),
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

    /**
     * Where in a face the spoof cues are: the mean |cue| over the three channels, 0 to 1, combined
     * from the scored patches. Overlapping patches are averaged; a pixel without a patch is NaN.
     *
     * @param area square of the picture that the map covers, in the picture's pixels
     * @param values {@code [rows][columns]}, top row first; rows and columns are the area's, unless
     *     the face was resized for the network
     */
    public record CueMap(FaceBox area, float[][] values) {
        /** Number of rows. */
        public int height() {
            return values.length;
        }

        /** Number of columns. */
        public int width() {
            return values[0].length;
        }
    }

    /**
     * Duration of the steps of a check, in milliseconds. In a batch the time of the network is
     * divided by the number of faces.
     *
     * @param decode decoding; 0 when pixels were given
     * @param detect finding faces
     * @param cut scaling the face to the size that is scored, and decoding the picture again when
     *     the first decoding had too few pixels
     * @param score running the network
     */
    public record Timings(double decode, double detect, double cut, double score) {
        /** No step was executed. */
        static final Timings NONE = new Timings(0, 0, 0, 0);

        /** Sum of all steps. */
        public double total() {
            return decode + detect + cut + score;
        }

        Timings withScore(double milliseconds) {
            return new Timings(decode, detect, cut, milliseconds);
        }

        Timings withCut(double milliseconds) {
            return new Timings(decode, detect, milliseconds, score);
        }

        static double since(long nanoTime) {
            return (System.nanoTime() - nanoTime) / 1e6;
        }
    }

    /**
     * A {@link LivenessResult} for writing as JSON or for keeping: plain values without the cue
     * map, which takes megabytes.
     *
     * @param decision live, spoof or undecided
     * @param spoofScore 0 to 1, high = spoof; null when nothing was scored
     * @param threshold largest spoof score of a live face
     * @param face where the face is, in the picture's pixels; null without a face
     * @param reasons why it is undecided; empty otherwise
     * @param detail a sentence about the first reason; "" without reasons
     * @param milliseconds duration of the steps
     */
    public record Summary(
            Decision decision,
            @Nullable Double spoofScore,
            double threshold,
            @Nullable Face face,
            List<Reason> reasons,
            String detail,
            LivenessResult.Timings milliseconds) {
        /** Copies the list. */
        public Summary {
            reasons = List.copyOf(reasons);
        }

        /**
         * A face's box.
         *
         * @param x left edge in pixels
         * @param y top edge in pixels
         * @param width pixels
         * @param height pixels
         */
        public record Face(int x, int y, int width, int height) {
            static Face of(FaceBox box) {
                return new Face(box.x(), box.y(), box.width(), box.height());
            }
        }
    }
}
