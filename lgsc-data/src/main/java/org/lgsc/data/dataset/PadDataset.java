package org.lgsc.data.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.core.model.DataKind;

/** An immutable list of samples for each split. */
public final class PadDataset {
    private final String name;
    private final Map<Split, List<Sample>> samples;
    private final List<SetAside> setAside;
    private final Framing framing;
    private final List<String> sets;
    private final DataKind kind;
    private final List<String> remarks;
    private volatile @Nullable String dataHash;

    /**
     * Creates a data set of face crops.
     *
     * @param name for reports, e.g. "synthetic"
     * @param samples samples by split; a missing split is empty
     * @throws IllegalArgumentException when two samples have the same id
     */
    public PadDataset(String name, Map<Split, List<Sample>> samples) {
        this(name, samples, List.of());
    }

    /**
     * Creates a data set of face crops.
     *
     * @param name for reports, e.g. "synthetic"
     * @param samples samples by split; a missing split is empty
     * @param setAside files and samples that could not be used, for the report
     * @throws IllegalArgumentException when two samples have the same id
     */
    public PadDataset(String name, Map<Split, List<Sample>> samples, List<SetAside> setAside) {
        this(name, samples, setAside, Framing.CROPS);
    }

    /**
     * @param name for reports, e.g. "synthetic"
     * @param samples samples by split; a missing split is empty
     * @param setAside files and samples that could not be used, for the report
     * @param framing whether the pictures are photographs or face crops
     * @throws IllegalArgumentException when two samples have the same id
     */
    public PadDataset(
            String name,
            Map<Split, List<Sample>> samples,
            List<SetAside> setAside,
            Framing framing) {
        this(name, samples, setAside, framing, List.of(), DataKind.NOT_STATED, List.of());
    }

    private PadDataset(
            String name,
            Map<Split, List<Sample>> samples,
            List<SetAside> setAside,
            Framing framing,
            List<String> sets,
            DataKind kind,
            List<String> remarks) {
        this.remarks = List.copyOf(remarks);
        this.sets = List.copyOf(sets);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.name = Objects.requireNonNull(name, "name");
        this.framing = Objects.requireNonNull(framing, "framing");
        this.setAside = List.copyOf(setAside);
        this.samples = new EnumMap<>(Split.class);
        Set<String> ids = new HashSet<>();
        for (Split split : Split.values()) {
            List<Sample> list = List.copyOf(samples.getOrDefault(split, List.of()));
            for (Sample sample : list) {
                if (!ids.add(sample.id())) {
                    throw new IllegalArgumentException(
                            RootFormat.of(
                                    "data set %s has two samples with the id %s",
                                    name, sample.id()));
                }
            }
            this.samples.put(split, list);
        }
    }

    /** Name for reports. */
    public String name() {
        return name;
    }

    /** The samples of a split, in order; empty when there are none. */
    public List<Sample> samples(Split split) {
        return samples.getOrDefault(split, List.of());
    }

    /** Files and samples that could not be used; empty when all could. */
    public List<SetAside> setAside() {
        return setAside;
    }

    /** Whether the pictures are photographs or face crops. */
    public Framing framing() {
        return framing;
    }

    /** Returns the same pictures, declared to be framed in another way. */
    public PadDataset withFraming(Framing other) {
        return new PadDataset(name, samples, setAside, other, sets, kind, remarks);
    }

    /**
     * Returns the same samples, declared to be of several data sets, over which batches are
     * balanced.
     *
     * @param names names of the sets; the id of each sample begins with one of them and a slash
     */
    public PadDataset ofSets(List<String> names) {
        return new PadDataset(name, samples, setAside, framing, names, kind, remarks);
    }

    /** The data sets that this one was joined from; empty for a single data set. */
    public List<String> sets() {
        return sets;
    }

    /** Returns which of the {@link #sets()} a sample is of; empty when there are none. */
    public String setOf(Sample sample) {
        return sets.stream()
                .filter(set -> sample.id().startsWith(set + "/"))
                .findFirst()
                .orElse("");
    }

    /** The origin of the pictures, which models trained on them record. */
    public DataKind kind() {
        return kind;
    }

    /** Returns the same pictures, declared to be of another origin. */
    public PadDataset withKind(DataKind other) {
        return new PadDataset(name, samples, setAside, framing, sets, other, remarks);
    }

    /**
     * Faults of the data that its splits do not show, one sentence each, such as copies of its
     * pictures in a test split that is elsewhere. Trainings report them, and models keep them.
     */
    public List<String> remarks() {
        return remarks;
    }

    /** Returns the same pictures with other {@link #remarks}. */
    public PadDataset withRemarks(List<String> sentences) {
        return new PadDataset(name, samples, setAside, framing, sets, kind, sentences);
    }

    /**
     * Returns other samples of the same origin and framing, with the same name, remarks and files
     * set aside.
     *
     * @param other samples by split; a missing split is empty
     */
    public PadDataset withSamples(Map<Split, List<Sample>> other) {
        return new PadDataset(name, other, setAside, framing, sets, kind, remarks);
    }

    /**
     * Takes a development split from the subjects of the training split. Each subject is in one of
     * the two with all pictures: a threshold fitted on subjects that the network was trained on
     * would look better than it is. A test split stays unchanged.
     *
     * @param share share of the subjects that go into the development split, between 0 and 1
     * @param seed decides which subjects
     * @throws LgscException when there are too few subjects for both classes in both splits
     * @throws IllegalArgumentException when there is a development split already
     */
    public PadDataset holdOutDevelopment(double share, long seed) {
        return SubjectSplit.of(this, share, seed);
    }

    /** Returns counts for each split. */
    public DatasetSummary summary() {
        return DatasetSummary.of(this);
    }

    /**
     * Checks that no subject is in two splits: a network that has seen a subject in training looks
     * better in the test than it is.
     *
     * @return this
     * @throws LgscException naming a subject that crosses splits
     */
    public PadDataset requireSubjectDisjoint() {
        Map<String, Split> seen = new HashMap<>();
        for (Split split : Split.values()) {
            for (Sample sample : samples(split)) {
                if (sample.subject().isEmpty()) {
                    continue; // unknown: not the same subject as others
                }
                Split other = seen.putIfAbsent(sample.subject(), split);
                if (other != null && other != split) {
                    throw LgscException.of(
                            "Data set %s: subject '%s' is both in %s and in %s (%s); put every"
                                    + " subject into one split only.",
                            name, sample.subject(), other.folder(), split.folder(), sample.id());
                }
            }
        }
        return this;
    }

    /**
     * Returns the same samples, whose pictures are kept in memory once read.
     *
     * @param budgetBytes maximum size; pictures that do not fit are read again each time
     */
    public PadDataset cached(long budgetBytes) {
        ImageCache cache = new ImageCache(budgetBytes);
        Map<Split, List<Sample>> cached = new EnumMap<>(Split.class);
        samples.forEach(
                (split, list) ->
                        cached.put(
                                split,
                                list.stream()
                                        .map(s -> s.withImage(cache.source(s.image())))
                                        .toList()));
        return withSamples(cached);
    }

    /**
     * Returns a fingerprint of the data for provenance: SHA-256 over split, id, label, species,
     * subject and {@link ImageSource#content content} of every sample, whatever their order. It
     * reads every file once.
     *
     * @return 64 hexadecimal digits
     */
    public String dataHash() {
        String found = dataHash;
        if (found == null) {
            found = hash(s -> s.image().content());
            dataHash = found;
        }
        return found;
    }

    /**
     * Returns the fingerprint of earlier versions: {@link #dataHash} without contents.
     *
     * @return 64 hexadecimal digits
     */
    public String listHash() {
        return hash(s -> "");
    }

    private String hash(Function<Sample, String> content) {
        List<String> lines = new ArrayList<>();
        samples.forEach(
                (split, list) ->
                        list.parallelStream()
                                .map(s -> line(split, s, content.apply(s)))
                                .forEachOrdered(lines::add));
        Collections.sort(lines);
        MessageDigest digest = Sha256.digest();
        for (String line : lines) {
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        }
        return Sha256.hex(digest);
    }

    private static String line(Split split, Sample s, String content) {
        String line =
                String.join(
                        "\0", split.folder(), s.id(), s.label().name(), s.species(), s.subject());
        return content.isEmpty() ? line : line + "\0" + content;
    }
}
