package org.lgsc.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.option.CheckpointInterval;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.FaultLimits;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingOptionsBuilder;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.lgsc.train.internal.checkpoint.CheckpointFolder;
import org.lgsc.train.progress.ConsoleProgress;
import org.lgsc.train.progress.TrainingProgress;
import org.lgsc.train.watch.TrainingFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options for long runs: checkpoints, rollbacks, early stopping, log folder. */
final class RunChoice {
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description =
                    "Save the run here, after each epoch and every few minutes; --resume DIR"
                            + " resumes it.")
    Path checkpoints;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description =
                    "Resume the run whose checkpoints are here, with its options and data; the"
                            + " result is that of an uninterrupted run. Other options given here"
                            + " override those of the run.")
    Path resume;

    @Mixin CheckpointInterval interval;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of checkpoints to keep (default: ${DEFAULT-VALUE}).")
    int keep;

    @Option(
            names = "--log",
            paramLabel = "DIR",
            description =
                    "Folder for the training page, logs and cue maps (default: next to the model,"
                            + " with -training in place of .zip).")
    Path log;

    @Option(
            names = "--log-every",
            paramLabel = "N",
            defaultValue = "1",
            description = "Steps per line of the log (default: ${DEFAULT-VALUE}).")
    int logEvery;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "Stop early after N evaluations of the dev split without a new lowest D-EER.")
    Integer patience;

    @Option(
            names = "--rollbacks",
            paramLabel = "N",
            description =
                    "Steps that may be rolled back because the loss is not a number or explodes;"
                            + " one more ends the run.")
    Integer rollbacks;

    /** Applies the options that affect the result. */
    void apply(TrainingOptionsBuilder builder) {
        Optional.ofNullable(patience).ifPresent(builder::patience);
        if (rollbacks != null) {
            builder.faults(new FaultLimits(rollbacks, FaultLimits.DEFAULT.explosion()));
        }
    }

    /** Checks the numbers before the data are read. */
    void check() {
        if (logEvery < 1) {
            throw wrong("--log-every must be at least 1, was " + logEvery);
        }
        interval.duration();
        if (keep < 1) {
            throw wrong("--keep must be at least 1, was " + keep);
        }
        if (resume != null && checkpoints != null) {
            throw wrong(
                    "--resume already names the folder of checkpoints; leave out --checkpoints");
        }
    }

    private ParameterException wrong(String message) {
        return LgscCommand.wrong(spec, "Invalid argument: %s.", message);
    }

    /** Saves the command's options next to the checkpoints; a training continues without them. */
    void keepArguments(Consumer<String> problems) {
        try {
            SavedArguments.write(
                    checkpoints, SavedArguments.of(spec.commandLine().getParseResult()));
        } catch (IOException e) {
            problems.accept(
                    RootFormat.of(
                            "Cannot write to %s (%s); the training continues, but cannot be"
                                    + " resumed.",
                            checkpoints, e));
        }
    }

    boolean hasCheckpoint() {
        return checkpoints != null && !new CheckpointFolder(checkpoints).isEmpty();
    }

    /** The folder with the training page and logs. */
    TrainingFolder folder(
            Path model, TrainingOptions options, PadDataset dataset, Consumer<String> problems) {
        return new TrainingFolder(logFolder(model), options, dataset, logEvery, problems);
    }

    Path logFolder(Path model) {
        if (log != null) {
            return log;
        }
        String name = model.toAbsolutePath().getFileName().toString();
        return model.toAbsolutePath()
                .resolveSibling(name.replaceFirst("\\.[^.]*$", "") + "-training");
    }

    Trainer.Builder trainer(TrainingOptions options, TrainingFolder folder) {
        Trainer.Builder builder =
                Trainer.builder(options)
                        .progress(TrainingProgress.all(new ConsoleProgress(), folder));
        where().ifPresent(builder::checkpoints);
        return builder;
    }

    private Optional<CheckpointOptions> where() {
        return Optional.ofNullable(checkpoints)
                .map(dir -> new CheckpointOptions(dir, interval.duration(), keep));
    }
}
