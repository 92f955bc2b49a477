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

/** The whole way in minutes: data, training, scores, report, picture. Start reading here. */
@Command(
        name = "quickstart",
        description = {
            "Draw faces, simulate attacks, train two small models, evaluate them on people they"
                    + " have not seen: one that knows every attack, one that has never seen one"
                    + " of them.",
            "Needs no files. With --live the faces are your own photographs."
        })
public final class Quickstart extends LgscCommand {
    @Option(
            names = "--live",
            paramLabel = "DIR",
            description =
                    "Live photographs: every picture is a person, or every sub-folder is one;"
                            + " at least 3 people.")
    Path live;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "lgsc-quickstart",
            description = "Where results go (default: ${DEFAULT-VALUE}).")
    Path out;

    @Option(
            names = "--seed",
            defaultValue = "42",
            description = "Decides people, attacks and weights; not 0 (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--tiny", hidden = true, description = "Seconds instead of minutes; for tests.")
    boolean tiny;

    @Override
    protected int run() {
        fromArguments(
                () -> {
                    if (seed == 0) {
                        throw new IllegalArgumentException("--seed must not be 0");
                    }
                    return seed;
                });
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
        return results.moved() ? 1 : 0; // whoever goes on with the folder must see it
    }

    /** Runs this command alone. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Quickstart(), args));
    }
}
