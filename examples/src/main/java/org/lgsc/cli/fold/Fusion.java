package org.lgsc.cli.fold;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.comparison.FileComparison;
import org.lgsc.eval.protocol.ProtocolEvaluator;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.score.PadScore;

/** Fusion of the frames of a video into one score. */
public enum Fusion {
    /** Mean of the scores if a video has several frames. */
    AUTO,
    /** Every frame is a presentation. */
    NONE,
    MEAN,
    MEDIAN,
    /** Lowest spoof score. */
    MIN,
    /** Highest spoof score. */
    MAX;

    public void choose(ProtocolEvaluator.Builder builder) {
        choose(builder, builder::fusion);
    }

    public FileComparison choose(FileComparison comparison) {
        return choose(comparison, comparison::withFusion);
    }

    private <T> T choose(T automatic, Function<FrameFusion, T> by) {
        return this == AUTO
                ? automatic
                : by.apply(this == NONE ? null : FrameFusion.valueOf(name()));
    }

    /** Returns the scores of presentations. */
    public List<PadScore> fused(List<PadScore> scores) {
        return switch (this) {
            case NONE -> scores;
            case AUTO -> FrameFusion.holdFrames(scores) ? FrameFusion.MEAN.fuse(scores) : scores;
            default -> FrameFusion.valueOf(name()).fuse(scores);
        };
    }

    /** Description for reports. */
    public String words() {
        return switch (this) {
            case NONE -> "every frame counts as a presentation";
            case AUTO, MEAN -> "a video counts once, with the mean of its frames' scores";
            default ->
                    RootFormat.of(
                            "a video counts once, with the %s of its frames' spoof scores",
                            name().toLowerCase(Locale.ROOT));
        };
    }
}
