package org.lgsc.cli.evaluate;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.data.video.FrameSelection;
import org.lgsc.train.spark.Cluster;
import org.lgsc.train.spark.ScoringJob;
import org.lgsc.train.spark.ScoringJob.ScoringSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores a list of pictures and videos on a Spark cluster. */
@Command(
        name = "spark-score",
        description = {
            "Score the pictures and videos of a list on a Spark cluster (docs/cluster.md).",
            "The same command resumes a stopped run. A file that cannot be used has an empty score"
                    + " and a line in set-aside.csv."
        })
public final class SparkScore extends LgscCommand {
    @Option(
            names = "--list",
            required = true,
            paramLabel = "CSV",
            description = "Columns filename,subject,attack_type; path or URL.")
    String list;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "A model file; path or URL.")
    String model;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "Folder for scores.csv and set-aside.csv; path or URL.")
    String out;

    @Option(
            names = "--master",
            defaultValue = "",
            paramLabel = "URL",
            description =
                    "Spark's master, e.g. local[2] for two threads of this process"
                            + " (default: the master given to spark-submit).")
    String master;

    @Option(
            names = "--rows",
            defaultValue = "1000",
            description = "Lines of the list per task (default: ${DEFAULT-VALUE}).")
    int rows;

    @Option(
            names = "--frames",
            defaultValue = "10",
            paramLabel = "N|all|first=N",
            description = "Evenly spaced frames of each video (default: ${DEFAULT-VALUE}).")
    String frames;

    @Option(
            names = "--detector",
            defaultValue = "haar",
            description = "none (the pictures are face crops) or haar (default: ${DEFAULT-VALUE}).")
    Detector detector;

    enum Detector {
        NONE,
        HAAR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    protected int run() {
        ScoringJob job =
                fromArguments(
                        () ->
                                new ScoringJob(
                                        list,
                                        model,
                                        out,
                                        rows,
                                        FrameSelection.parse(frames),
                                        detector == Detector.NONE
                                                ? ScoringJob.Faces.CROPPED
                                                : ScoringJob.Faces.HAAR));
        Cluster.requireSpark();
        requireBackend();
        ScoringSummary summary;
        try (Cluster cluster = Cluster.open("lgsc spark-score", master);
                ProgressBar bar =
                        new ProgressBarBuilder()
                                .setTaskName("parts")
                                .setInitialMax(0)
                                .setUpdateIntervalMillis(1000)
                                .build()) {
            summary =
                    cluster.score(
                            job,
                            (done, total) -> {
                                bar.maxHint(total);
                                bar.stepTo(done);
                            });
        }
        printf(
                "%d lines in %d parts, %d of them from an earlier run%n",
                summary.rows(), summary.parts(), summary.partsBefore());
        printf("Scores: %s%n", summary.scores());
        printf("Set aside: %d, see %s%n", summary.unusable(), summary.setAside());
        return 0;
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new SparkScore(), args));
    }
}
