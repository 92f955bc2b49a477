package org.lgsc.cli.reproduce;

import java.nio.file.Path;
import java.time.Duration;
import org.lgsc.cli.fold.Fusion;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.train.checkpoint.CheckpointOptions;

/**
 * What of a plan is run where, and how its scores are evaluated.
 *
 * @param trainings folder of all trainings, shared by the tables
 * @param selection of folds
 * @param criterion of each fold's threshold
 * @param fusion of the frames of a video
 * @param checkpointInterval between two checkpoints within an epoch
 */
public record RunSettings(
        Path trainings,
        Selection selection,
        Criterion criterion,
        Fusion fusion,
        Duration checkpointInterval) {
    /** Everything, with the equal error rate and one score a video. */
    public static RunSettings in(Path out) {
        return new RunSettings(
                out.resolve("trainings"),
                Selection.ALL,
                Criterion.EER,
                Fusion.AUTO,
                CheckpointOptions.DEFAULT_INTERVAL);
    }
}
