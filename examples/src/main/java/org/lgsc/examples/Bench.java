package org.lgsc.examples;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Measures this machine. */
@Command(
        name = "bench",
        description = "Measure how fast this machine does a task.",
        subcommands = BenchData.class)
public final class Bench extends ExampleCommand {
    @Override
    protected int run() {
        throw new ParameterException(
                spec.commandLine(), "Missing task: name one of those that --help lists.");
    }

    /** Runs this command alone. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Bench(), args));
    }
}
