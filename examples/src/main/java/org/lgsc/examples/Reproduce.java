package org.lgsc.examples;

import java.nio.file.Path;
import org.lgsc.examples.reproduce.FolderPlans;
import org.lgsc.examples.reproduce.PaperTable;
import org.lgsc.examples.reproduce.Plan;
import org.lgsc.examples.reproduce.PlanText;
import org.lgsc.examples.reproduce.ReproduceRun;
import org.lgsc.examples.reproduce.ReproduceSizes;
import org.lgsc.examples.reproduce.SimulatedPlans;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.progress.ConsoleProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The experiments behind a table of the paper. */
@Command(
        name = "reproduce",
        description = {
            "Runs the protocols of a table of the paper and prints its row beside the published"
                    + " one.",
            "What is complete is not run again: a run that was stopped goes on."
        })
public final class Reproduce extends ExampleCommand {
    @Parameters(
            paramLabel = "TABLE",
            description =
                    "table1 (SiW), table2 (OULU-NPU), table3 (CASIA-MFSD and Replay-Attack), table4"
                            + " (SiW to OULU-NPU) or table5 (ablation).")
    PaperTable table;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A folder for each protocol (docs/evaluation.md); the paper's recipe.")
    Path data;

    @Option(
            names = "--synthetic",
            description =
                    "Instead: simulated data of reduced size in the shape of the protocols; says"
                            + " that the method runs, not how good it is.")
    boolean synthetic;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description =
                    "Steps of each training on simulated data; more take longer and part live from"
                            + " spoof better (default: 200).")
    Integer steps;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Repetitions of each row of the ablation on simulated data (default: 3).")
    Integer seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folds and reports (default: lgsc-reproduce/TABLE).")
    Path out;

    @Option(names = "--dry-run", description = "Print the plan and how long it will take.")
    boolean dryRun;

    @Override
    protected int run() {
        if (synthetic == (data != null)) {
            throw new ParameterException(
                    spec.commandLine(), "Give either --data DIR or --synthetic.");
        }
        if (!synthetic && (steps != null || seeds != null)) {
            throw new ParameterException(
                    spec.commandLine(), "Options '--steps' and '--seeds' go with --synthetic.");
        }
        ReproduceSizes sizes = fromArguments(this::sizes);
        Path folder =
                out == null
                        ? Path.of("lgsc-reproduce", table + (synthetic ? "-synthetic" : ""))
                        : out;
        if (!dryRun) {
            Outputs.folder(folder);
        }
        requireBackend();
        Plan plan =
                synthetic
                        ? SimulatedPlans.of(table, sizes)
                        : FolderPlans.of(table, data, TrainingOptions.builder().build());
        if (dryRun) {
            out().print(PlanText.of(plan));
            return 0;
        }
        out().print(new ReproduceRun(plan, folder, err(), new ConsoleProgress()).run());
        err().println("Reports: " + folder);
        return 0;
    }

    private ReproduceSizes sizes() {
        ReproduceSizes sizes = ReproduceSizes.DEFAULT;
        return sizes.with(
                steps == null ? sizes.steps() : steps, seeds == null ? sizes.seeds() : seeds);
    }

    /** Runs this command alone. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Reproduce(), args));
    }
}
