package org.lgsc.cli.option;

import java.time.Duration;
import org.lgsc.cli.command.LgscCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Option for the time between checkpoints of a run. */
public final class CheckpointInterval {
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--checkpoint-minutes",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "Minutes between checkpoints within an epoch; 0 for a checkpoint after every"
                            + " step (default: ${DEFAULT-VALUE}).")
    double minutes;

    /** The time between checkpoints; a negative number is reported as a wrong argument. */
    public Duration duration() {
        if (!(minutes >= 0) || minutes > 1e6) {
            throw LgscCommand.wrong(
                    spec, "--checkpoint-minutes must be 0 or more, was %s", minutes);
        }
        return Duration.ofMillis((long) (60_000 * minutes));
    }
}
