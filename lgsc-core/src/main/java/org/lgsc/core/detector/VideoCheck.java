package org.lgsc.core.detector;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lgsc.core.image.RgbImage;

/**
 * A video, or any series of pictures of one presentation: frames go in, one decision comes out.
 *
 * <p>The score is the mean over the frames that could be judged. Fewer than half of them, and the
 * video is undecided. Not safe for use by several threads at once.
 *
 * <p>Of a camera that does not end ({@link LivenessDetector#video(int)}) the latest frames decide,
 * and fewer than half of their number are undecided: the first ones as well. A frame without any
 * face forgets those before it, so that nobody is let in on the face of whoever stood there before.
 */
public final class VideoCheck {
    /**
     * What a video came to. Jackson writes its {@link #summary()}, with {@code null} for the score
     * of a video without a judged frame.
     *
     * @param decision live, spoof or undecided
     * @param spoofScore mean over the judged frames; NaN where there is none
     * @param threshold live needed a score of at most this
     * @param judged frames that were decided on
     * @param frames all frames' results, or those of the latest, in order, without their cue maps
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

        /** Mean spoof score of the judged frames, 0 to 1; empty where there is none. */
        public OptionalDouble score() {
            return Double.isNaN(spoofScore)
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(spoofScore);
        }

        /** All of it in values that every JSON library can write. */
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
     * A video's result to be written as JSON or kept.
     *
     * @param decision live, spoof or undecided
     * @param spoofScore mean over the judged frames; null where there is none
     * @param threshold live needed a score of at most this
     * @param judged frames that were decided on
     * @param frames of all frames, in order
     */
    public record Summary(
            Decision decision,
            Double spoofScore,
            double threshold,
            int judged,
            List<LivenessSummary> frames) {
        /** Copies the list. */
        public Summary {
            frames = List.copyOf(frames);
        }
    }

    private final LivenessDetector detector;
    private final List<LivenessResult> frames = new ArrayList<>();

    /** Frames that decide; 0 for all. */
    private final int latest;

    VideoCheck(LivenessDetector detector, int latest) {
        this.detector = detector;
        this.latest = latest;
    }

    /** Counts a frame that should be there and cannot be read. */
    public void addUnreadable(String detail) {
        keep(
                LivenessResult.undecided(
                        detector.threshold(),
                        Optional.empty(),
                        List.of(Reason.UNREADABLE),
                        detail,
                        Timings.NONE));
    }

    /** Checks a frame. */
    public LivenessResult add(RgbImage frame) {
        return add(PictureInput.of(frame));
    }

    /** Checks a frame of any type. */
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

    /** The decision on all frames so far, or on the latest. */
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
