package org.lgsc.examples;

import java.util.List;
import java.util.Locale;
import org.lgsc.data.protocol.HeldOutSubjects;
import org.lgsc.data.protocol.PadSet;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.ProtocolSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the protocols of a data set. */
@Command(
        name = "protocols",
        description = {
            "List the protocols and folds of a data set with what each split holds, compared with"
                    + " the published counts.",
            "Names are read, not the videos themselves: prepare does that."
        })
public final class Protocols extends ExampleCommand {
    private static final int MOST_NAMES = 10;

    @Mixin ProtocolOptions options;

    @Option(names = "--all", description = "Name every missing file, not the first ten.")
    boolean all;

    @Override
    protected int run() {
        PadSet set = options.set();
        describe(set);
        if (options.interSet()) {
            describe(options.testSet());
            print(options.protocol());
        } else if (options.protocol != null && options.fold != null) {
            print(options.protocol());
        } else {
            List<ProtocolId> ids =
                    set.protocols().stream()
                            .filter(
                                    p ->
                                            options.protocol == null
                                                    || p.name().equals(options.protocol))
                            .toList();
            if (ids.isEmpty()) {
                set.protocol(ProtocolId.of(options.protocol)); // says which there are
            }
            ids.forEach(id -> print(set.protocol(id)));
        }
        return 0;
    }

    private void describe(PadSet set) {
        out().printf(
                        Locale.ROOT,
                        "Data set %s: %d files, %d subjects%n",
                        set.name(),
                        set.presentations().size(),
                        HeldOutSubjects.subjects(set.presentations()).size());
        OneClass.note(set.presentations()).ifPresent(err()::println);
        Reasons.say(set.setAside(), all, err()::println);
    }

    private void print(Protocol protocol) {
        new ProtocolSummary(protocol, all ? Integer.MAX_VALUE : MOST_NAMES)
                .lines()
                .forEach(out()::println);
    }

    /** Runs this command alone. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Protocols(), args));
    }
}
