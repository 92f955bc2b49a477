package org.lgsc.cli;

import org.lgsc.cli.bench.Bench;
import org.lgsc.cli.check.Check;
import org.lgsc.cli.check.FetchDetector;
import org.lgsc.cli.check.Selfcheck;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.dataset.Prepare;
import org.lgsc.cli.dataset.Protocols;
import org.lgsc.cli.demo.Demo;
import org.lgsc.cli.evaluate.Compare;
import org.lgsc.cli.evaluate.Evaluate;
import org.lgsc.cli.evaluate.FitThreshold;
import org.lgsc.cli.evaluate.Score;
import org.lgsc.cli.evaluate.SparkScore;
import org.lgsc.cli.figure.Figure;
import org.lgsc.cli.model.Export;
import org.lgsc.cli.model.Import;
import org.lgsc.cli.model.Info;
import org.lgsc.cli.model.Quantize;
import org.lgsc.cli.parity.Parity;
import org.lgsc.cli.quickstart.Quickstart;
import org.lgsc.cli.reproduce.Reproduce;
import org.lgsc.cli.train.Finetune;
import org.lgsc.cli.train.MakeEncoder;
import org.lgsc.cli.train.Train;
import picocli.CommandLine.Command;

/** The command line, with one sub-command for each task. */
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
public final class Lgsc extends LgscCommand {
    @Override
    protected boolean isListOfCommands() {
        return true;
    }

    @Override
    protected int run() {
        throw wrong(spec, "Missing command: name one of the commands below.");
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Lgsc(), args));
    }
}
