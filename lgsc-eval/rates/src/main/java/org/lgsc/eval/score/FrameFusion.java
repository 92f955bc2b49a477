package org.lgsc.eval.score;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lgsc.core.LgscException;

/**
 * How the frame scores of a video become one score.
 *
 * <p>All act on spoof scores, so {@link #MAX} is the suspicious choice: one bad frame rejects. It
 * equals the minimum of the liveness scores.
 */
public enum FrameFusion {
    /** Arithmetic mean. */
    MEAN,
    /** Middle score; the mean of the middle two for an even count. */
    MEDIAN,
    /** Lowest spoof score. */
    MIN,
    /** Highest spoof score. */
    MAX;

    private static final MathContext DIGITS = new MathContext(10);

    /**
     * Fuses the frames of each video. Frames without response are left out; a video of only such
     * frames has no response. Scores without video name stay as they are.
     *
     * @param frames in any order
     * @return one score per video, with frame -1 and the video's name as id, in order of appearance
     * @throws LgscException when frames of one video disagree on label, species or subject
     */
    public List<PadScore> fuse(Collection<PadScore> frames) {
        Map<String, List<PadScore>> videos = new LinkedHashMap<>();
        int single = 0;
        for (PadScore frame : frames) {
            // A NUL prefix cannot collide with a video's name.
            String key = frame.video().isEmpty() ? "\0" + single++ : frame.video();
            videos.computeIfAbsent(key, k -> new ArrayList<>()).add(frame);
        }
        List<PadScore> fused = new ArrayList<>(videos.size());
        for (List<PadScore> video : videos.values()) {
            fused.add(video.get(0).video().isEmpty() ? video.get(0) : fuseVideo(video));
        }
        return fused;
    }

    /** Returns whether a video has several frames, so that scores are not presentations. */
    public static boolean holdFrames(Collection<PadScore> scores) {
        Set<String> videos = new HashSet<>();
        return scores.stream().anyMatch(s -> !s.video().isEmpty() && !videos.add(s.video()));
    }

    private PadScore fuseVideo(List<PadScore> frames) {
        PadScore first = frames.get(0);
        for (PadScore frame : frames) {
            if (frame.label() != first.label()
                    || !frame.species().equals(first.species())
                    || !frame.subject().equals(first.subject())) {
                throw LgscException.of(
                        "video %s: frames %s and %s disagree on label, species or subject; "
                                + "give each presentation its own video name",
                        first.video(), first.id(), frame.id());
            }
        }
        double[] scores =
                frames.stream()
                        .filter(PadScore::hasResponse)
                        .mapToDouble(PadScore::spoofScore)
                        .toArray();
        double fused = fuse(scores);
        if (scores.length > 0 && Double.isNaN(fused)) {
            throw LgscException.of(
                    "video %s: its frames have infinite scores of both signs, which "
                            + "have no %s; score it again, or fuse by min or max",
                    first.video(), name().toLowerCase(Locale.ROOT));
        }
        return new PadScore(
                first.video(),
                first.label(),
                first.species(),
                first.subject(),
                first.video(),
                -1,
                fused);
    }

    /**
     * Fuses plain scores. A mean has ten significant digits: those of two videos that are equal on
     * paper differ in the last bits, and would no longer be a tie.
     *
     * @param scores no NaN
     * @return NaN when there are none, and for the mean of infinities of both signs
     */
    public double fuse(double... scores) {
        if (scores.length == 0) {
            return Double.NaN;
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return switch (this) {
            case MEAN -> rounded(Arrays.stream(sorted).sum() / n);
            case MEDIAN -> rounded((sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
            case MIN -> sorted[0];
            case MAX -> sorted[n - 1];
        };
    }

    private static double rounded(double score) {
        return Double.isFinite(score) ? new BigDecimal(score).round(DIGITS).doubleValue() : score;
    }
}
