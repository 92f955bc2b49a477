package org.lgsc.core.detector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.lgsc.core.image.RgbImage;

/**
 * A video, or any series of pictures of one presentation: frames go in, one decision comes out.
 *
 * <p>The score is the mean over the frames that could be judged. Fewer than half of them, and the
 * video is undecided. Not safe for use by several threads at once.
 */
public final class VideoCheck {
    /**
     * What a video came to.
     *
     * @param decision live, spoof or undecided
     * @param spoofScore mean over the judged frames; NaN where there is none
     * @param threshold live needed a score of at most this
     * @param judged frames that were decided on
     * @param frames all frames' results, in order, without their cue maps
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

        /** Whether the decision is {@link Decision#LIVE}. */
        public boolean isLive() {
            return decision == Decision.LIVE;
        }
    }

    private final LivenessDetector detector;
    private final List<LivenessResult> frames = new ArrayList<>();

    VideoCheck(LivenessDetector detector) {
        this.detector = detector;
    }

    /** Counts a frame that should be there and cannot be read. */
    public void addUnreadable(String detail) {
        frames.add(
                LivenessResult.undecided(
                        detector.threshold(),
                        Optional.empty(),
                        List.of(Reason.UNREADABLE),
                        detail,
                        Timings.NONE));
    }

    /** Checks a frame. */
    public LivenessResult add(RgbImage frame) {
        LivenessResult result = detector.check(frame);
        frames.add(
                new LivenessResult(
                        result.decision(),
                        result.spoofScore(),
                        result.threshold(),
                        result.face(),
                        Optional.empty(), // a long video has many maps
                        result.reasons(),
                        result.detail(),
                        result.timings()));
        return result;
    }

    /** The decision on all frames so far. */
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
                judged == 0 || 2 * judged < frames.size()
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
