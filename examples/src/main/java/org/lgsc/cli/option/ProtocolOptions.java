package org.lgsc.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.data.internal.protocol.MergedProtocol;
import org.lgsc.data.internal.protocol.ProtocolChoice;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;
import org.lgsc.data.sets.RawDatasets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that name one or several data sets and a protocol. */
public final class ProtocolOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "A data set of docs/datasets.md, e.g. oulu-npu, replay-attack, folder or csv.")
    String dataset;

    @Option(
            names = "--root",
            paramLabel = "[NAME=]DIR",
            converter = ForSet.OfPath.class,
            description =
                    "Folder of the unpacked data set; with --train-on once for each, with its"
                            + " name.")
    List<ForSet<Path>> roots = new ArrayList<>();

    @Option(
            names = "--protocol",
            paramLabel = "[NAME=]P",
            converter = ForSet.OfWord.class,
            description =
                    "Name of the protocol; the command protocols lists them. With --train-on for"
                            + " the data set NAME (default: all of it).")
    List<ForSet<String>> protocols = new ArrayList<>();

    @Option(
            names = "--fold",
            paramLabel = "[NAME=]F",
            converter = ForSet.OfWord.class,
            description = "Fold of the protocol; for unseen, the left-out species.")
    List<ForSet<String>> folds = new ArrayList<>();

    @Option(
            names = "--test-dataset",
            paramLabel = "NAME",
            description = "Test on this data set instead (inter-set protocol).")
    String testDataset;

    @Option(names = "--test-root", paramLabel = "DIR", description = "Folder of --test-dataset.")
    Path testRoot;

    @Option(
            names = "--test-protocol",
            paramLabel = "P",
            description = "Protocol of --test-dataset.")
    String testProtocol;

    @Option(names = "--test-fold", paramLabel = "F", description = "Fold of --test-protocol.")
    String testFold;

    @Option(
            names = "--train-on",
            paramLabel = "NAME,NAME",
            split = ",",
            description =
                    "Instead of --dataset: train and fit the threshold on these data sets, batches"
                            + " balanced over them.")
    List<String> trainOn = new ArrayList<>();

    @Option(
            names = "--test-on",
            paramLabel = "NAME",
            description = "With --train-on: the left-out data set to test on.")
    String testOn;

    @Option(
            names = "--whole-target",
            description =
                    "Test on all splits of the left-out data set, not only on its test split.")
    boolean wholeTarget;

    @Option(
            names = "--shared-subjects",
            description =
                    "Allow subjects in several splits, which is an error otherwise. Results are"
                            + " optimistic then; the command protocols lists the subjects.")
    boolean sharedSubjects;

    boolean given() {
        return dataset != null || severalSets();
    }

    /** Whether the test uses another data set. */
    public boolean interSet() {
        return testDataset != null || severalSets();
    }

    /** Whether data sets were named with --train-on and --test-on. */
    public boolean severalSets() {
        return !trainOn.isEmpty() || testOn != null;
    }

    /** Value of --protocol for the only data set; null if absent. */
    public String protocolName() {
        return ForSet.find(protocols, "").orElse(null);
    }

    /** Value of --fold for the only data set; null if absent. */
    public String foldName() {
        return ForSet.find(folds, "").orElse(null);
    }

    public RawDataset set() {
        requireOnlySet();
        return open("--dataset", dataset, "--root", ForSet.find(roots, "").orElse(null));
    }

    public RawDataset testSet() {
        return open("--test-dataset", testDataset, "--test-root", testRoot);
    }

    /** The sets of --train-on, followed by the set of --test-on. */
    public List<RawDataset> sets() {
        requireSeveralSets();
        List<RawDataset> sets = new ArrayList<>();
        for (String name : setNames()) {
            sets.add(open(name, name, "--root " + name + "=DIR", root(name)));
        }
        return sets;
    }

    private List<String> setNames() {
        List<String> names = new ArrayList<>(trainOn);
        names.add(testOn);
        return names;
    }

    private Path root(String name) {
        return ForSet.find(roots, RawDatasets.known(name).orElse(name)).orElse(null);
    }

    private RawDataset open(String nameOption, String name, String rootOption, Path folder) {
        if (name == null || folder == null) {
            throw wrong("Options %s and %s are both required.", nameOption, rootOption);
        }
        return RawDatasets.open(name, folder, sharedSubjects);
    }

    /** The protocol of the only data set, or the one made of several sets. */
    public Protocol protocol() {
        if (severalSets()) {
            return leaveOneOut(sets());
        }
        Protocol source = protocol(set(), "--protocol", protocolName(), "--fold", foldName());
        if (!interSet()) {
            return source;
        }
        RawDataset target = testSet();
        return Protocol.crossDataset(
                source,
                wholeTarget
                        ? MergedProtocol.asTest(target)
                        : protocol(
                                target, "--test-protocol", testProtocol, "--test-fold", testFold));
    }

    /** The protocol of several sets, in the order of {@link #sets()}. */
    public Protocol leaveOneOut(List<RawDataset> sets) {
        int last = sets.size() - 1;
        List<Protocol> sources = sets.subList(0, last).stream().map(this::ofSeveral).toList();
        RawDataset target = sets.get(last);
        return Protocol.crossDataset(
                sources, wholeTarget ? MergedProtocol.asTest(target) : ofSeveral(target));
    }

    private Protocol ofSeveral(RawDataset set) {
        Optional<String> name = ForSet.find(protocols, set.name());
        Optional<String> fold = ForSet.find(folds, set.name());
        if (name.isEmpty() && fold.isEmpty()) {
            return new ProtocolChoice(set).whole();
        }
        return protocol(
                set,
                "--protocol " + set.name() + "=P",
                name.orElse(null),
                "--fold " + set.name() + "=F",
                fold.orElse(null));
    }

    private Protocol protocol(
            RawDataset set, String option, String name, String foldOption, String foldName) {
        List<ProtocolId> own = set.protocols();
        if (name == null) {
            if (own.size() > 1 || foldName != null) {
                throw wrong("Option %s is required; %s", option, known(set.name(), own));
            }
            return set.protocol(own.get(0));
        }
        ProtocolChoice choice = new ProtocolChoice(set);
        List<ProtocolId> named = choice.folds(name);
        boolean foldless = named.size() == 1 && named.get(0).fold().isEmpty();
        if (foldName == null && !named.isEmpty() && !foldless) {
            throw wrong("Option %s is required; %s", foldOption, known(set.name(), named));
        }
        return choice.protocol(new ProtocolId(name, foldName == null ? "" : foldName));
    }

    private static String known(String set, List<ProtocolId> ids) {
        String list = ids.stream().map(ProtocolId::toString).collect(Collectors.joining("; "));
        return set + " has " + list + ".";
    }

    private void requireOnlySet() {
        requireAtMostOne("--root", roots);
        requireAtMostOne("--protocol", protocols);
        requireAtMostOne("--fold", folds);
        if (wholeTarget && testDataset == null) {
            throw wrong("Option --whole-target goes with --test-on or --test-dataset.");
        }
    }

    void requireAtMostOne(String option, List<? extends ForSet<?>> values) {
        requireUnnamed(option, values);
        if (values.size() > 1) {
            throw wrong("Option %s can be given only once.", option);
        }
    }

    /** Refuses values for one of several data sets. */
    void requireUnnamed(String option, List<? extends ForSet<?>> values) {
        for (ForSet<?> value : values) {
            if (!value.set().isEmpty()) {
                throw wrong("Option %s: '%s' goes with --train-on.", option, value);
            }
        }
    }

    void requireSeveralSets() {
        boolean pair =
                testDataset != null || testRoot != null || testProtocol != null || testFold != null;
        if (dataset != null || pair) {
            throw wrong(
                    "Give either --dataset, with --test-dataset or without, or --train-on and"
                            + " --test-on.");
        }
        if (trainOn.isEmpty() || testOn == null) {
            throw wrong("Options --train-on and --test-on are both required.");
        }
        requireNamed("--root", roots);
        requireNamed("--protocol", protocols);
        requireNamed("--fold", folds);
    }

    /** Requires that every value names one of several data sets, each at most once. */
    void requireNamed(String option, List<? extends ForSet<?>> values) {
        List<String> names = setNames().stream().map(n -> RawDatasets.known(n).orElse(n)).toList();
        List<String> seen = new ArrayList<>();
        for (ForSet<?> value : values) {
            if (!names.contains(value.set())) {
                boolean folder = option.equals("--root") || option.equals("--cache");
                throw wrong(
                        "Option %s: '%s' must be NAME=%s, NAME being one of %s.",
                        option, value, folder ? "DIR" : "VALUE", String.join(", ", names));
            }
            if (seen.contains(value.set())) {
                throw wrong("Option %s is given twice for %s.", option, value.set());
            }
            seen.add(value.set());
        }
    }

    ParameterException wrong(String message, Object... parts) {
        return LgscCommand.wrong(spec, message, parts);
    }
}
