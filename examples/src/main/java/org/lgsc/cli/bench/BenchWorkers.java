package org.lgsc.cli.bench;

import java.util.List;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.train.internal.parallel.ParallelStepper;
import org.lgsc.train.internal.parallel.SingleStepper;
import org.lgsc.train.parallel.Stepper;
import org.nd4j.linalg.dataset.MultiDataSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a training step with one worker and with several, in alternating rounds. */
@Command(
        name = "workers",
        description = {
            "Time a training step with one worker and with several, which share its batch, in"
                    + " alternating rounds in one process.",
            "One worker also uses all cores, within each operation: several workers can gain only"
                    + " what remains. Weights are random; times do not depend on them."
        })
public final class BenchWorkers extends LgscCommand {
    @Mixin NetworkSize timed = new NetworkSize(16, 96);

    @Option(
            names = "--batch",
            defaultValue = "16",
            description = "Pictures per step (default: ${DEFAULT-VALUE}).")
    int batch;

    @Option(
            names = "--workers",
            defaultValue = "2",
            description = "Workers to compare with one (default: ${DEFAULT-VALUE}).")
    int workers;

    @Option(
            names = "--rounds",
            defaultValue = "11",
            description = "Measured steps of each (default: ${DEFAULT-VALUE}).")
    int rounds;

    @Override
    protected int run() {
        requireBackend();
        LgscNetwork network = fromArguments(timed::network);
        require(
                workers >= 2 && rounds >= 1 && batch >= 2 && batch % (2 * workers) == 0,
                "Invalid argument: workers must be at least 2, rounds at least 1, and the batch a"
                        + " multiple of twice the workers.");
        printf(
                "Base width %d, %dx%d, batch %d; %s; %d processors, %d OpenMP threads%n",
                timed.baseWidth,
                timed.size,
                timed.size,
                batch,
                OneDnn.version(),
                Runtime.getRuntime().availableProcessors(),
                NativeThreads.limit());
        MultiDataSet data = RandomBatch.training(network, batch);
        long[] step = new long[1];
        try (Stepper one = new SingleStepper(network.init());
                Stepper several = new ParallelStepper(network.init(), workers)) {
            Timings timings =
                    new Timings("training step")
                            .candidate("1 worker", () -> one.step(data, ++step[0]))
                            .candidate(workers + " workers", () -> several.step(data, ++step[0]))
                            .run(3, rounds);
            print(timings.results());
        }
        return 0;
    }

    private void print(List<Timings.Result> results) {
        printf(
                "  %-12s %10s %10s %10s %8s %12s %9s%n",
                "", "median ms", "min ms", "max ms", "rounds", "pictures/s", "speed-up");
        double first = results.get(0).median();
        for (Timings.Result r : results) {
            printf(
                    "  %-12s %10.1f %10.1f %10.1f %8d %12.1f %9.2f%n",
                    r.name(),
                    r.median(),
                    r.minimum(),
                    r.maximum(),
                    r.rounds(),
                    1000 * batch / r.median(),
                    first / r.median());
        }
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new BenchWorkers(), args));
    }
}
