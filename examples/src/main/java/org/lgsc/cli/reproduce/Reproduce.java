package org.lgsc.cli.reproduce;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.fold.CriterionConverter;
import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.cli.fold.Fusion;
import org.lgsc.cli.option.CheckpointInterval;
import org.lgsc.cli.option.EncoderOptions;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.cli.option.RecipeOptions;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingOptionsBuilder;
import org.lgsc.train.progress.ConsoleProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the experiments of a table of the paper, or of leaving one data set of four out. */
@Command(
        name = "reproduce",
        description = {
            "Reproduce a table of the paper from the unpacked data sets: prepare faces, train and"
                    + " score every fold of its protocols for which data are given, and print the"
                    + " results next to the published ones.",
            "The same command resumes a stopped run; complete folds are not run again."
        })
public final class Reproduce extends LgscCommand {
    /** Options allowed with simulated data, whose trainings have a fixed size. */
    private static final List<String> OF_SYNTHETIC =
            List.of(
                    "--synthetic",
                    "--steps",
                    "--seeds",
                    "--protocol",
                    "--fold",
                    "--max-folds",
                    "--at-a-time",
                    "--out",
                    "--dry-run",
                    "--debug");

    private static final int MOST_AT_A_TIME = 4;

    @Parameters(
            paramLabel = "TABLE",
            description =
                    "table1 (SiW), table2 (OULU-NPU), table3 (CASIA-MFSD and Replay-Attack),"
                            + " table4 (SiW to OULU-NPU) or table5 (ablation); or ocim (from three"
                            + " of OULU-NPU, CASIA-MFSD, Replay-Attack and MSU-MFSD to the fourth,"
                            + " in all four directions), which is not in the paper.")
    PaperTable table;

    @Mixin SetOptions sets;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Instead of unpacked sets: face crops with a folder for each protocol"
                            + " (docs/evaluation.md).")
    Path data;

    @Option(
            names = "--synthetic",
            description =
                    "Instead of unpacked sets: simulated data of reduced size in the form of the"
                            + " protocols. The results show that the method runs, not how good it"
                            + " is. Allows only --steps (default: 400, table5: 500) and, for table5,"
                            + " --seeds (default: 7) of the training options.")
    boolean synthetic;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "Trainings of each fold, each with the next seed (default: 1; the ablation on"
                            + " simulated data: see --synthetic).")
    Integer seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for folds and reports (default: TABLE in --work, or"
                            + " lgsc-reproduce/TABLE without --work).")
    Path out;

    @Option(
            names = "--protocol",
            defaultValue = "",
            paramLabel = "P",
            description = "Run only this row of the table, e.g. oulu-p3 or 3, or oci-m.")
    String protocol;

    @Option(
            names = "--fold",
            defaultValue = "",
            paramLabel = "F",
            description = "Run only this fold, e.g. 2.")
    String fold;

    @Option(names = "--max-folds", paramLabel = "N", description = "Stop after N new folds.")
    Integer maxFolds;

    @Option(
            names = "--at-a-time",
            paramLabel = "N",
            description =
                    "Trainings on simulated data at the same time, each with its share of the"
                            + " cores (default: the number of cores, at most 4). Each needs about"
                            + " 1 GB of memory.")
    Integer atATime;

    @Option(
            names = "--criterion",
            defaultValue = "eer",
            converter = CriterionConverter.class,
            description =
                    "Criterion of each fold's threshold: eer, min-hter, median, apcer<=RATE,"
                            + " bpcer<=RATE or fixed=SCORE (default: ${DEFAULT-VALUE}).")
    Criterion criterion;

    @Option(
            names = "--fusion",
            defaultValue = "auto",
            description =
                    "How the frames of a video become one score: mean (auto is the same), median,"
                            + " min or max of the spoof scores; none counts every frame (default:"
                            + " ${DEFAULT-VALUE}).")
    Fusion fusion;

    @Option(
            names = "--source-protocol",
            defaultValue = "1",
            paramLabel = "P",
            description =
                    "Protocol of SiW that table4 trains on; P.F for one of its folds"
                            + " (default: ${DEFAULT-VALUE}).")
    String source;

    @Option(
            names = "--whole-target",
            negatable = true,
            description =
                    "In ocim, test on the whole left-out data set (default); --no-whole-target"
                            + " tests only on its test split.")
    Boolean wholeTarget;

    @Option(
            names = "--test-frames",
            defaultValue = "all",
            paramLabel = "N|all",
            converter = FrameOptions.Count.class,
            description =
                    "Most scored frames of a development or test video, evenly spaced"
                            + " (default: ${DEFAULT-VALUE} in the cache).")
    int testFrames;

    @Mixin CheckpointInterval interval;

    @Option(
            names = "--dry-run",
            description =
                    "Print the plan, the missing data and an estimate of the time, which is"
                            + " measured on a few files and steps.")
    boolean dryRun;

    @Mixin FrameOptions frames;

    @Mixin RecipeOptions recipe;

    @Mixin EncoderOptions encoder;

    @Option(names = "--workers", description = "Threads that share the pictures of a step.")
    Integer workers;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "Stop a training after N evaluations of the dev split without a lower D-EER.")
    Integer patience;

    @Mixin FaceOptions faces;

    @Override
    protected int run() {
        requireOneSource();
        Selection selection =
                fromArguments(
                        () ->
                                new Selection(
                                        protocol,
                                        fold,
                                        maxFolds == null ? Integer.MAX_VALUE : maxFolds));
        Duration between = interval.duration();
        Path folder = folder();
        if (synthetic) {
            Plan plan = SimulatedPlans.of(table, fromArguments(this::sizes));
            return run(plan, folder, RunSettings.in(folder).with(selection).atATime(lanes()), null);
        }
        TrainingOptions options = fromArguments(this::options);
        RunSettings settings =
                new RunSettings(
                        (sets.work == null ? folder : sets.work).resolve("trainings"),
                        selection,
                        criterion,
                        fusion,
                        between,
                        1);
        if (data != null) {
            EncoderStart start = start(options);
            Plan plan =
                    fromArguments(() -> FolderPlans.of(table, data, options, start, repetitions()));
            return run(plan, folder, settings, null);
        }
        SetPlans.Settings how =
                fromArguments(
                        () ->
                                new SetPlans.Settings(
                                        options,
                                        start(options),
                                        frames.ofFolds(testFrames),
                                        repetitions(),
                                        source,
                                        wholeTarget == null || wholeTarget));
        DataSets given =
                fromArguments(
                        () -> sets.open(faces, options.preprocessing().geometry().crop(), err()));
        return run(SetPlans.of(table, given, how), folder, settings, given);
    }

    private void requireOneSource() {
        int sources = (synthetic ? 1 : 0) + (data == null ? 0 : 1) + (sets.given() ? 1 : 0);
        require(
                sources == 1,
                "Give the unpacked sets (--oulu, --siw, --casia, --replay, --msu) with --work,"
                        + " or --data DIR, or --synthetic.");
        require(
                table.inPaper() || sets.given(),
                "The table %s needs unpacked data sets: give --oulu, --casia, --replay and --msu.",
                table);
        require(
                wholeTarget == null || !table.inPaper(),
                "Option '--whole-target' is only for ocim.");
        require(!sets.given() || sets.work != null, "Missing required option: '--work=DIR'");
        require(
                !synthetic || seeds == null || table == PaperTable.TABLE5,
                "Option '--seeds' is only for table5 with --synthetic: the folds of the other tables"
                        + " already have their own seeds.");
        require(
                synthetic || atATime == null,
                "Option '--at-a-time' is only for --synthetic: other trainings use all cores.");
        require(atATime == null || atATime >= 1, "Option '--at-a-time' must be at least 1.");
        if (synthetic) {
            for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
                require(
                        OF_SYNTHETIC.contains(option.longestName()),
                        "Option '%s' cannot be combined with --synthetic, which has fixed sizes.",
                        option.longestName());
            }
        }
    }

    private int lanes() {
        return atATime == null
                ? Math.min(MOST_AT_A_TIME, Runtime.getRuntime().availableProcessors())
                : atATime;
    }

    private Path folder() {
        if (out != null) {
            return out;
        }
        return sets.work != null
                ? sets.work.resolve(table.toString())
                : Path.of("lgsc-reproduce", table + (synthetic ? "-synthetic" : ""));
    }

    /** Start of the trainings; a plan can be printed without the weights. */
    private EncoderStart start(TrainingOptions options) {
        try {
            return encoder.start(recipe, options);
        } catch (LgscException e) {
            if (!dryRun) {
                throw e;
            }
            err().println("Missing: " + e.getMessage());
            return EncoderStart.RANDOM;
        }
    }

    private int repetitions() {
        return seeds == null ? 1 : seeds;
    }

    private int run(Plan plan, Path folder, RunSettings settings, DataSets given) {
        if (dryRun) {
            requireBackend();
            out().print(
                            given == null
                                    ? PlanText.of(plan)
                                    : Rehearsal.text(plan, folder, settings, given));
            return 0;
        }
        Outputs.folder(folder);
        Outputs.folder(settings.trainings());
        requireBackend();
        plan.notes().forEach(err()::println);
        plan.missing().forEach(m -> err().println("Left out: " + m + "."));
        ReproduceRun run = new ReproduceRun(plan, folder, settings, err(), new ConsoleProgress());
        out().print(run.run());
        err().println("Reports: " + folder);
        return run.failed().isEmpty() ? 0 : 1;
    }

    private ReproduceSizes sizes() {
        ReproduceSizes sizes = ReproduceSizes.of(table);
        return sizes.with(
                recipe.steps == null ? sizes.steps() : recipe.steps,
                seeds == null ? sizes.seeds() : seeds);
    }

    private TrainingOptions options() {
        TrainingOptionsBuilder builder =
                recipe.apply(new FaceCrop(FaceCrop.DEFAULT.enlargement(), sets.cached.minimumFace));
        encoder.apply(builder);
        Optional.ofNullable(workers).ifPresent(builder::workers);
        Optional.ofNullable(patience).ifPresent(builder::patience);
        return builder.build();
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Reproduce(), args));
    }
}
