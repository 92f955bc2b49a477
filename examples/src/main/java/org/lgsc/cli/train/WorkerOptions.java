package org.lgsc.cli.train;

import java.util.Optional;
import java.util.function.Function;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptionsBuilder;
import org.lgsc.train.TrainingResult;
import org.lgsc.train.spark.Cluster;
import org.lgsc.train.spark.GradientFormat;
import org.lgsc.train.spark.StepCost;
import picocli.CommandLine.Option;

/** Options for the workers of a training. */
final class WorkerOptions {
    @Option(
            names = "--workers",
            description =
                    "Workers that share the pictures of a step: threads, or tasks of a cluster with"
                            + " --master (default: 1).")
    Integer workers;

    @Option(
            names = "--master",
            arity = "0..1",
            fallbackValue = Cluster.SUBMITTED,
            paramLabel = "URL",
            description =
                    "Train on the Spark cluster with this master, e.g. local[2] for two threads of"
                            + " this process; without a value the master given to spark-submit"
                            + " (docs/cluster.md).")
    String master;

    @Option(
            names = "--local-steps",
            paramLabel = "N",
            description =
                    "Steps that every worker takes by itself before weights and updaters are"
                            + " averaged (default: 1, the mean gradient at every step;"
                            + " docs/cluster.md).")
    Integer localSteps;

    @Option(
            names = "--gradients",
            defaultValue = "float32",
            paramLabel = "FORMAT",
            description =
                    "Format of gradients sent over a cluster: float32, or bfloat16 with half the"
                            + " bytes and rounding by up to 0.4 %% (default: ${DEFAULT-VALUE}).")
    GradientFormat gradients;

    /** Reports early that Spark is missing. */
    void requireSpark() {
        if (master != null) {
            Cluster.requireSpark();
        }
    }

    void apply(TrainingOptionsBuilder options) {
        Optional.ofNullable(workers).ifPresent(options::workers);
        Optional.ofNullable(localSteps).ifPresent(options::localSteps);
    }

    TrainingResult train(
            Trainer.Builder trainer,
            int count,
            Function<Trainer.Builder, TrainingResult> training) {
        if (master == null) {
            return training.apply(trainer);
        }
        try (Cluster cluster = Cluster.open("lgsc train", master)) {
            return training.apply(
                    trainer.steppers(cluster.steppers(count, gradients, StepCost.Listener.NONE)));
        }
    }
}
