package org.lgsc.cli.reproduce;

import java.nio.file.Path;
import java.time.Duration;
import org.lgsc.cli.fold.Fusion;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.train.checkpoint.CheckpointOptions;

/**
 * Settings of a run: its folds, its folder of trainings and the evaluation of its scores.
 *
 * @param trainings folder of all trainings, shared by the tables
 * @param selection folds to run
 * @param criterion criterion of each fold's threshold
 * @param fusion fusion of the frames of a video
 * @param checkpointInterval time between two checkpoints within an epoch
 * @param atATime number of folds that are run at the same time, at least 1
 */
public record RunSettings(
        Path trainings,
        Selection selection,
        Criterion criterion,
        Fusion fusion,
        Duration checkpointInterval,
        int atATime) {
    /** Settings for all folds, with the equal error rate and one score per video. */
    public static RunSettings in(Path out) {
        return new RunSettings(
                out.resolve("trainings"),
                Selection.ALL,
                Criterion.EER,
                Fusion.AUTO,
                CheckpointOptions.DEFAULT_INTERVAL,
                1);
    }

    public RunSettings with(Selection part) {
        return new RunSettings(trainings, part, criterion, fusion, checkpointInterval, atATime);
    }

    RunSettings atATime(int folds) {
        return new RunSettings(trainings, selection, criterion, fusion, checkpointInterval, folds);
    }
}
