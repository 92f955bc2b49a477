package org.lgsc.cli.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.parallel.Stepper.PlannedStep;
import org.lgsc.train.spark.Cluster;
import org.lgsc.train.spark.GradientFormat;
import org.lgsc.train.spark.StepCost;
import org.nd4j.linalg.dataset.MultiDataSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the cost of a training step on a cluster, by phase. */
@Command(
        name = "cluster",
        description = {
            "Time the phases of a training step on a Spark cluster: broadcast of the weights,"
                    + " computing, collecting the gradients, update; and the number of bytes sent.",
            "Weights are random; times do not depend on them."
        })
public final class BenchCluster extends LgscCommand {
    @Option(
            names = "--master",
            defaultValue = "local[2]",
            paramLabel = "URL",
            description = "Spark's master (default: ${DEFAULT-VALUE}, threads of this process).")
    String master;

    @Mixin NetworkSize timed = new NetworkSize(64, 224);

    @Option(
            names = "--batch",
            defaultValue = "8",
            description = "Pictures per step (default: ${DEFAULT-VALUE}).")
    int batch;

    @Option(
            names = "--workers",
            defaultValue = "2",
            description = "Tasks per step (default: ${DEFAULT-VALUE}).")
    int workers;

    @Option(
            names = "--local-steps",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "Steps of every worker between two averages (default:" + " ${DEFAULT-VALUE}).")
    int localSteps;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description =
                    "Measured steps, or averages, after two that are not measured (default:"
                            + " ${DEFAULT-VALUE}).")
    int rounds;

    @Override
    protected int run() {
        LgscNetwork network = fromArguments(timed::network);
        require(
                Math.min(Math.min(workers, rounds), localSteps) >= 1
                        && batch >= 2
                        && batch % (2 * workers) == 0,
                "Invalid argument: workers, rounds and local steps must be at least 1, and the"
                        + " batch a multiple of twice the workers.");
        Cluster.requireSpark();
        requireBackend();
        MultiDataSet data = RandomBatch.training(network, batch);
        try (Cluster cluster = Cluster.open("lgsc bench cluster", master)) {
            for (GradientFormat format : GradientFormat.values()) {
                List<StepCost> costs = new ArrayList<>();
                try (Stepper stepper =
                        cluster.steppers(workers, format, costs::add).open(network.init())) {
                    for (int round = 1; round <= rounds + 2; round++) {
                        stepper.steps(
                                Collections.nCopies(
                                        localSteps, new PlannedStep(data, round, Map.of())));
                    }
                }
                print(format, costs.subList(2, costs.size()));
            }
        }
        return 0;
    }

    private void print(GradientFormat format, List<StepCost> costs) {
        StepCost any = costs.get(0);
        printf(
                "%s in %s, %d workers, %s: %.1f MB to each executor, %.1f MB from each"
                        + " worker, pictures %.1f MB%n",
                any.steps() == 1 ? "Gradients" : "Weights and updater",
                format.name().toLowerCase(Locale.ROOT),
                any.workers(),
                any.steps() == 1 ? "every step" : "every " + any.steps() + " steps",
                any.weightBytes() / 1e6,
                any.gradientBytes() / 1e6,
                any.pictureBytes() / 1e6);
        print("weights prepared", costs, StepCost::broadcast);
        print("weights fetched", costs, StepCost::fetch);
        print("computed", costs, StepCost::compute);
        print("tasks, sums sent", costs, StepCost::collect);
        print("update", costs, StepCost::update);
        print("all", costs, StepCost::total);
    }

    private void print(String phase, List<StepCost> costs, ToDoubleFunction<StepCost> part) {
        Timings.Result r =
                Timings.Result.of(phase, costs.stream().map(part::applyAsDouble).toList());
        printf("  %-22s %10.1f ms (%.1f to %.1f)%n", phase, r.median(), r.minimum(), r.maximum());
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new BenchCluster(), args));
    }
}
