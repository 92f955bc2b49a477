package org.lgsc.cli.option;

import org.lgsc.cli.fold.CriterionConverter;
import org.lgsc.cli.fold.Fusion;
import org.lgsc.eval.score.ScoreMeaning;
import org.lgsc.eval.threshold.Criterion;
import picocli.CommandLine.Option;

/** Options that say how score files become error rates. */
public final class RatingOptions {
    @Option(
            names = "--criterion",
            defaultValue = "eer",
            converter = CriterionConverter.class,
            description =
                    "eer, min-hter, median, apcer<=RATE, bpcer<=RATE or fixed=SCORE"
                            + " (default: ${DEFAULT-VALUE}).")
    public Criterion criterion;

    @Option(
            names = "--fusion",
            defaultValue = "auto",
            description =
                    "Makes one score of the frames of a video: mean, median, min or max of the"
                            + " spoof scores; none counts every frame as a presentation; auto is"
                            + " the mean where video_key names a video with several frames"
                            + " (default: ${DEFAULT-VALUE}).")
    public Fusion fusion;

    @Option(
            names = "--score-is",
            defaultValue = "liveness",
            description =
                    "What the score column holds: liveness (high = live) or spoof"
                            + " (default: ${DEFAULT-VALUE}).")
    public ScoreMeaning meaning;

    @Option(
            names = "--force",
            description = "Go on when development and test scores share subjects.")
    public boolean force;
}
