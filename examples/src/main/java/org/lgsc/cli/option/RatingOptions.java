package org.lgsc.cli.option;

import org.lgsc.cli.fold.CriterionConverter;
import org.lgsc.cli.fold.Fusion;
import org.lgsc.eval.score.ScoreMeaning;
import org.lgsc.eval.threshold.Criterion;
import picocli.CommandLine.Option;

/** Options for computing error rates from score files. */
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
                    "How the frames of a video become one score: mean, median, min or max of the"
                            + " spoof scores; none counts every frame as a presentation; auto is"
                            + " the mean if video_key names a video with several frames"
                            + " (default: ${DEFAULT-VALUE}).")
    public Fusion fusion;

    @Option(
            names = "--score-is",
            defaultValue = "liveness",
            description =
                    "Meaning of the score column: liveness (high = live) or spoof"
                            + " (default: ${DEFAULT-VALUE}).")
    public ScoreMeaning meaning;

    @Option(
            names = "--force",
            description = "Continue if development and test scores share subjects.")
    public boolean force;
}
