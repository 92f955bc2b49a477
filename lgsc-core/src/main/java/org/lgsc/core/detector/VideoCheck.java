package org.lgsc.core.detector;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.image.RgbImage;

/**
 * Check of a video, or of any series of pictures of one presentation: takes frames and returns one
 * decision.
 *
 * <p>The score is the mean over the frames that could be judged. A video is undecided when these
 * are fewer than half of its frames. Not safe for use from several threads.
 *
 * <p>For an endless camera stream ({@link LivenessDetector#video(int)}) the latest frames decide;
 * the result is undecided until half of that number have been judged. A frame without any face
 * discards the frames before it, so that nobody is accepted on the face of the person who stood
 * there before.
 */
public final class VideoCheck {
    /**
     * Result of the check of a video. Jackson writes its {@link #summary()}, with {@code null} as
     * the score of a video without a judged frame.
     *
     * @param decision live, spoof or undecided
     * @param spoofScore mean over the judged frames; NaN without judged frames
     * @param threshold largest spoof score of a live face
     * @param judged number of judged frames
     * @param frames results of all frames, or of the latest, in order, without cue maps
     */
    public record Result(
            Decision decision,
            double spoofScore,
            double threshold,
            int judged,
            List<LivenessResult> frames) {
        /** Copies the list. */
        public Result {
            frames = List.copyOf(frames);
        }

        /** Mean spoof score of the judged frames, 0 to 1; empty without judged frames. */
        public OptionalDouble score() {
            return Double.isNaN(spoofScore)
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(spoofScore);
        }

        /** The result in values that every JSON library can write. */
        @JsonValue
        public Summary summary() {
            return new Summary(
                    decision,
                    score().isPresent() ? spoofScore : null,
                    threshold,
                    judged,
                    frames.stream().map(LivenessResult::summary).toList());
        }

        /** Whether the decision is {@link Decision#LIVE}. */
        public boolean isLive() {
            return decision == Decision.LIVE;
        }
    }

    /**
     * A video's result for writing as JSON or for keeping.
     *
     * @param decision live, spoof or undecided
     * @param spoofScore mean over the judged frames; null without judged frames
     * @param threshold largest spoof score of a live face
     * @param judged number of judged frames
     * @param frames results of the frames, in order
     */
    public record Summary(
            Decision decision,
            @Nullable Double spoofScore,
            double threshold,
            int judged,
            List<LivenessResult.Summary> frames) {
        /** Copies the list. */
        public Summary {
            frames = List.copyOf(frames);
        }
    }

    private final LivenessDetector detector;
    private final List<LivenessResult> frames = new ArrayList<>();

    /** Number of latest frames that decide; 0 for all. */
    private final int latest;

    VideoCheck(LivenessDetector detector, int latest) {
        this.detector = detector;
        this.latest = latest;
    }

    /** Adds a frame that is missing or cannot be read. */
    public void addUnreadable(String detail) {
        keep(
                LivenessResult.undecided(
                        detector.threshold(),
                        Optional.empty(),
                        List.of(Reason.UNREADABLE),
                        detail,
                        LivenessResult.Timings.NONE));
    }

    /** Checks a frame. */
    public LivenessResult add(RgbImage frame) {
        return add(PictureInput.of(frame));
    }

    /** Checks a frame from any source. */
    public LivenessResult add(PictureInput frame) {
        LivenessResult result = detector.check(frame);
        keep(
                new LivenessResult(
                        result.decision(),
                        result.spoofScore(),
                        result.threshold(),
                        result.face(),
                        Optional.empty(), // a long video has many maps
                        result.scored(),
                        result.reasons(),
                        result.detail(),
                        result.timings()));
        return result;
    }

    private void keep(LivenessResult frame) {
        if (latest > 0 && frame.reasons().contains(Reason.NO_FACE)) {
            frames.clear();
        }
        frames.add(frame);
        if (latest > 0 && frames.size() > latest) {
            frames.remove(0);
        }
    }

    /** Returns the decision on all frames so far, or on the latest. */
    public Result result() {
        double sum = 0;
        int judged = 0;
        for (LivenessResult frame : frames) {
            if (frame.decision() != Decision.UNDECIDED) {
                sum += frame.spoofScore();
                judged++;
            }
        }
        double score = judged == 0 ? Double.NaN : sum / judged;
        Decision decision =
                judged == 0 || 2 * judged < Math.max(latest, frames.size())
                        ? Decision.UNDECIDED
                        : score <= detector.threshold() ? Decision.LIVE : Decision.SPOOF;
        return new Result(
                decision,
                score,
                detector.threshold(),
                judged,
                Collections.unmodifiableList(frames));
    }
}
