package org.lgsc.core.detector;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.face.FaceBox;

/**
 * A {@link LivenessResult} for writing as JSON or for keeping: plain values without the cue map,
 * which takes megabytes.
 *
 * @param decision live, spoof or undecided
 * @param spoofScore 0 to 1, high = spoof; null when nothing was scored
 * @param threshold largest spoof score of a live face
 * @param face where the face is, in the picture's pixels; null without a face
 * @param reasons why it is undecided; empty otherwise
 * @param detail a sentence about the first reason; "" without reasons
 * @param milliseconds duration of the steps
 */
public record LivenessSummary(
        Decision decision,
        @Nullable Double spoofScore,
        double threshold,
        @Nullable Face face,
        List<Reason> reasons,
        String detail,
        Timings milliseconds) {
    /** Copies the list. */
    public LivenessSummary {
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
