package org.lgsc.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.lgsc.data.catalogue.PadSets;
import org.lgsc.data.protocol.IndexedSet;
import org.lgsc.data.protocol.InterSet;
import org.lgsc.data.protocol.PadSet;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that name a data set, or two, and a protocol. */
final class ProtocolOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "oulu-npu, siw, casia-mfsd, replay-attack, msu-mfsd, celeba-spoof, folder or"
                            + " csv (docs/datasets.md).")
    String dataset;

    @Option(names = "--root", paramLabel = "DIR", description = "Where it was unpacked.")
    Path root;

    @Option(
            names = "--protocol",
            paramLabel = "P",
            description = "Name of the protocol; the command protocols lists them.")
    String protocol;

    @Option(names = "--fold", paramLabel = "F", description = "Fold of the protocol.")
    String fold;

    @Option(
            names = "--test-dataset",
            paramLabel = "NAME",
            description = "Test on this data set instead (inter-set protocol).")
    String testDataset;

    @Option(names = "--test-root", paramLabel = "DIR", description = "Where that was unpacked.")
    Path testRoot;

    @Option(names = "--test-protocol", paramLabel = "P", description = "Its protocol.")
    String testProtocol;

    @Option(names = "--test-fold", paramLabel = "F", description = "Its fold.")
    String testFold;

    @Option(
            names = "--shared-subjects",
            description =
                    "Let a person be in several splits, which is an error otherwise; results are"
                            + " optimistic then, and protocols says who.")
    boolean sharedSubjects;

    /** Whether a data set was named. */
    boolean given() {
        return dataset != null;
    }

    /** Whether a second data set was named. */
    boolean interSet() {
        return testDataset != null;
    }

    PadSet set() {
        return open("--dataset", dataset, "--root", root);
    }

    PadSet testSet() {
        return open("--test-dataset", testDataset, "--test-root", testRoot);
    }

    private PadSet open(String nameOption, String name, String rootOption, Path folder) {
        if (name == null || folder == null) {
            throw wrong("Options " + nameOption + " and " + rootOption + " are both needed.");
        }
        PadSet set = PadSets.open(name, folder);
        if (set instanceof IndexedSet indexed) {
            indexed.sharedSubjects(sharedSubjects);
        }
        return set;
    }

    /** The one protocol, or the pair of them. */
    Protocol protocol() {
        Protocol source = protocol(set(), "--protocol", protocol, "--fold", fold);
        if (!interSet()) {
            return source;
        }
        return InterSet.of(
                source,
                protocol(testSet(), "--test-protocol", testProtocol, "--test-fold", testFold));
    }

    private Protocol protocol(
            PadSet set, String option, String name, String foldOption, String foldName) {
        List<ProtocolId> all = set.protocols();
        if (name == null) {
            if (all.size() > 1) {
                throw wrong("Option " + option + " is needed; " + known(set.name(), all));
            }
            return set.protocol(all.get(0));
        }
        List<ProtocolId> named = all.stream().filter(p -> p.name().equals(name)).toList();
        if (foldName == null && named.size() > 1) {
            throw wrong("Option " + foldOption + " is needed; " + known(set.name(), named));
        }
        return set.protocol(new ProtocolId(name, foldName == null ? "" : foldName));
    }

    private static String known(String set, List<ProtocolId> ids) {
        return set
                + " has "
                + ids.stream().map(ProtocolId::toString).collect(Collectors.joining("; "))
                + ".";
    }

    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
