package org.lgsc.cli.dataset;

import java.util.List;
import java.util.stream.Collectors;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Reasons;
import org.lgsc.cli.option.ProtocolOptions;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.internal.protocol.ProtocolChoice;
import org.lgsc.data.internal.protocol.ProtocolSummary;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the protocols of a data set. */
@Command(
        name = "protocols",
        description = {
            "List the protocols and folds of a data set with the contents of each split, compared"
                    + " with the published counts.",
            "Only file names are read, not the videos: prepare reads those."
        })
public final class Protocols extends LgscCommand {
    private static final int MOST_NAMES = 10;

    @Mixin ProtocolOptions options;

    @Option(names = "--all", description = "Name every missing file, not only the first ten.")
    boolean all;

    @Override
    protected int run() {
        if (options.severalSets()) {
            List<RawDataset> sets = options.sets();
            sets.forEach(this::describe);
            print(options.leaveOneOut(sets));
            return 0;
        }
        RawDataset set = options.set();
        describe(set);
        String name = options.protocolName();
        if (options.interSet()) {
            describe(options.testSet());
            print(options.protocol());
        } else if (name != null && options.foldName() != null) {
            print(options.protocol());
        } else {
            ProtocolChoice choice = new ProtocolChoice(set);
            List<ProtocolId> ids = name == null ? set.protocols() : choice.folds(name);
            if (ids.isEmpty()) {
                choice.protocol(ProtocolId.of(name)); // throws; the message lists the protocols
            }
            ids.forEach(id -> print(choice.protocol(id)));
            if (name == null) {
                sayMade(choice.made());
            }
        }
        return 0;
    }

    /** Prints the names of the protocols that can be made of the set, in one line. */
    private void sayMade(List<ProtocolId> made) {
        if (!made.isEmpty()) {
            out().println(
                            made.stream()
                                    .map(ProtocolId::toString)
                                    .collect(Collectors.joining("; ", "Made of the set: ", "")));
        }
    }

    private void describe(RawDataset set) {
        printf(
                "Data set %s: %d files, %d subjects%n",
                set.name(),
                set.presentations().size(),
                DevelopmentSubjects.subjects(set.presentations()).size());
        OneClass.note(set.presentations()).ifPresent(err()::println);
        Reasons.say(set.setAside(), all, err()::println);
    }

    private void print(Protocol protocol) {
        new ProtocolSummary(protocol, all ? Integer.MAX_VALUE : MOST_NAMES)
                .lines()
                .forEach(out()::println);
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Protocols(), args));
    }
}
