package org.lgsc.examples;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line: one sub-command a task. */
@Command(
        name = "lgsc",
        description = "Face presentation attack detection with generalized spoof cues.",
        subcommands = {
            Quickstart.class,
            Protocols.class,
            Prepare.class,
            Train.class,
            Finetune.class,
            Score.class,
            SparkScore.class,
            Evaluate.class,
            Compare.class,
            FitThreshold.class,
            Figure.class,
            Reproduce.class,
            Info.class,
            Import.class,
            MakeEncoder.class,
            Export.class,
            Quantize.class,
            FetchDetector.class,
            Check.class,
            Selfcheck.class,
            Demo.class,
            Parity.class,
            Bench.class
        })
public final class Lgsc extends ExampleCommand {
    @Override
    protected int run() {
        throw new ParameterException(
                spec.commandLine(), "Missing command: name one of those listed below.");
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Lgsc(), args));
    }
}
