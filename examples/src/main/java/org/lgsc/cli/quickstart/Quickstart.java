package org.lgsc.cli.quickstart;

import java.nio.file.Path;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.command.ResultFolder;
import org.lgsc.cli.command.Room;
import org.lgsc.core.LgscException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A whole experiment in minutes: data, training, scores, report, picture. Start reading here. */
@Command(
        name = "quickstart",
        description = {
            "Draw faces, simulate attacks, train two small models and evaluate them on people not"
                    + " seen in training. One model knows every PAI species, the other has never"
                    + " seen one of them.",
            "Needs no files. With --live the faces are your own photographs."
        })
public final class Quickstart extends LgscCommand {
    @Option(
            names = "--live",
            paramLabel = "DIR",
            description =
                    "Folder of live photographs: one picture or one sub-folder per person;"
                            + " at least 3 people.")
    Path live;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "lgsc-quickstart",
            description = "Folder for results (default: ${DEFAULT-VALUE}).")
    Path out;

    @Option(
            names = "--seed",
            defaultValue = "42",
            description =
                    "Random seed of people, attacks and weights; not 0 (default:"
                            + " ${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--tiny", hidden = true, description = "Seconds instead of minutes; for tests.")
    boolean tiny;

    @Override
    protected int run() {
        require(seed != 0, "Invalid argument: --seed must not be 0.");
        Outputs.folder(out);
        requireBackend();
        QuickstartOptions options = tiny ? QuickstartOptions.TINY : QuickstartOptions.DEFAULT;
        Room.lack(out, "two models and their reports", options.room())
                .ifPresent(
                        lack -> {
                            throw new LgscException(lack);
                        });
        ResultFolder results = new ResultFolder(out, err()::println);
        out().print(new QuickstartRun(options, seed, results, err()).run(live));
        return results.moved() ? 1 : 0; // scripts that continue with the folder must notice
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Quickstart(), args));
    }
}
