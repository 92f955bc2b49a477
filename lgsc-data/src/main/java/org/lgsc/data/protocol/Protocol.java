package org.lgsc.data.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;

/** The presentations of a data set that are trained on, fit the threshold and are tested on. */
public final class Protocol {
    private final String dataset;
    private final ProtocolId id;
    private final Map<Split, List<Presentation>> splits;
    private final Map<Split, List<String>> missing;
    private final Map<Split, Counts> published;
    private final int trainFrames;
    private final Map<String, Integer> trainFramesOfSets;
    private final List<String> remarks;
    private final boolean sharing;

    private Protocol(Builder b) {
        dataset = b.dataset;
        id = b.id;
        splits = copy(b.splits);
        missing = copy(b.missing);
        published = Collections.unmodifiableMap(new EnumMap<>(b.published));
        trainFrames = b.trainFrames;
        trainFramesOfSets = Map.copyOf(b.trainFramesOfSets);
        sharing = b.sharedSubjects;
        Set<String> shared = sharedSubjects(b.sharedSubjects);
        List<String> said = new ArrayList<>(b.remarks);
        if (!shared.isEmpty()) {
            said.add(
                    RootFormat.of(
                            "%s in more than one split (%s%s): error rates are optimistic",
                            shared.size() == 1 ? "1 subject is" : shared.size() + " subjects are",
                            shared.stream().limit(3).collect(Collectors.joining(", ")),
                            shared.size() > 3 ? ", ..." : ""));
        }
        long nameless =
                splits.values().stream()
                        .flatMap(List::stream)
                        .filter(p -> p.subject().isEmpty())
                        .count();
        if (nameless > 0) {
            said.add(
                    RootFormat.of(
                            "%d %s no subject: it is not known whether a subject is in two splits",
                            nameless, nameless == 1 ? "file has" : "files have"));
        }
        remarks = List.copyOf(said);
    }

    private static <T> Map<Split, List<T>> copy(Map<Split, List<T>> lists) {
        Map<Split, List<T>> copy = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            copy.put(split, List.copyOf(lists.getOrDefault(split, List.of())));
        }
        return copy;
    }

    private Set<String> sharedSubjects(boolean allowed) {
        Map<String, Split> seen = new HashMap<>();
        Set<String> shared = new TreeSet<>();
        splits.forEach(
                (split, list) -> {
                    for (Presentation p : list) {
                        if (p.subject().isEmpty()) {
                            continue; // unknown: not the same subject as others
                        }
                        Split other = seen.putIfAbsent(p.subject(), split);
                        if (other != null && other != split && allowed) {
                            shared.add(p.subject());
                        } else if (other != null && other != split) {
                            throw LgscException.of(
                                    "Data set %s, %s: subject '%s' is both in %s and in %s (%s); put every"
                                            + " subject into one split only, or allow it with"
                                            + " --shared-subjects.",
                                    dataset,
                                    id,
                                    p.subject(),
                                    other.folder(),
                                    split.folder(),
                                    p.file());
                        }
                    }
                });
        return shared;
    }

    /** Starts a protocol. */
    public static Builder builder(String dataset, ProtocolId id) {
        return new Builder(dataset, id);
    }

    /**
     * Joins training and development of one protocol with the test of another. The threshold comes
     * from the development split of the source: nothing of the target is seen before the test. Ids
     * and subjects begin with the names of their sets.
     *
     * @param source protocol to train on
     * @param target protocol to test on
     * @throws LgscException when both are of the same data set and share subjects
     */
    public static Protocol crossDataset(Protocol source, Protocol target) {
        return CrossDatasetProtocol.of(source, target);
    }

    /**
     * Joins training and development of several protocols with the test of another, as in leaving
     * one data set of several out. Ids and subjects begin with the names of their sets, so that
     * subjects of different sets are different. The order of the sources does not matter.
     *
     * @param sources protocols to train on, each of another data set
     * @param target protocol to test on
     * @throws LgscException when a data set is named twice, or is source and target
     */
    public static Protocol crossDataset(List<Protocol> sources, Protocol target) {
        return CrossDatasetProtocol.of(sources, target);
    }

    /**
     * Returns the {@link #dataset} of a protocol of several data sets, e.g. "casia-mfsd+oulu-npu to
     * msu-mfsd".
     */
    public static String crossDatasetName(List<String> sources, String target) {
        return CrossDatasetProtocol.name(sources, target);
    }

    /** The name of the data set, or of several: "casia-mfsd+oulu-npu to replay-attack". */
    public String dataset() {
        return dataset;
    }

    /** The name and the fold. */
    public ProtocolId id() {
        return id;
    }

    /** The existing presentations of a split; may be empty. */
    public List<Presentation> presentations(Split split) {
        return splits.getOrDefault(split, List.of());
    }

    /** Counts of the existing presentations of a split. */
    public Counts counts(Split split) {
        return Counts.of(presentations(split));
    }

    /** Ids of presentations that belong to a split but are missing. */
    public List<String> missing(Split split) {
        return missing.getOrDefault(split, List.of());
    }

    /** Published counts; splits without published counts are absent. */
    public Map<Split, Counts> published() {
        return published;
    }

    /**
     * Returns how many frames from the start of a video training may use; 0 for all. The sets of an
     * inter-set protocol may differ: {@link #trainFrames(Presentation)}.
     */
    public int trainFrames() {
        return trainFrames;
    }

    /** Returns how many frames from the start of a presentation training may use; 0 for all. */
    public int trainFrames(Presentation presentation) {
        String id = presentation.id();
        return trainFramesOfSets.getOrDefault(
                id.substring(0, Math.max(0, id.indexOf('/'))), trainFrames);
    }

    /** Whether a subject may be in two splits. */
    public boolean allowsSharedSubjects() {
        return sharing;
    }

    /** Facts that a reader of results must know, e.g. the subjects held out for development. */
    public List<String> remarks() {
        return remarks;
    }

    /** Collects a protocol. */
    public static final class Builder {
        private final String dataset;
        private final ProtocolId id;
        private final Map<Split, List<Presentation>> splits = new EnumMap<>(Split.class);
        private final Map<Split, List<String>> missing = new EnumMap<>(Split.class);
        private final Map<Split, Counts> published = new EnumMap<>(Split.class);
        private final List<String> remarks = new ArrayList<>();
        private final Map<String, Integer> trainFramesOfSets = new HashMap<>();
        private int trainFrames;
        private boolean sharedSubjects;

        private Builder(String dataset, ProtocolId id) {
            this.dataset = Objects.requireNonNull(dataset, "dataset");
            this.id = Objects.requireNonNull(id, "id");
        }

        /** The presentations of a split. Default: none. */
        public Builder split(Split split, List<Presentation> presentations) {
            splits.put(split, presentations);
            return this;
        }

        /** Ids of missing presentations of a split. Default: none. */
        public Builder missing(Split split, List<String> ids) {
            missing.put(split, ids);
            return this;
        }

        /** Counts as published. Default: unknown. */
        public Builder published(Split split, int live, int spoof) {
            published.put(split, new Counts(live, spoof));
            return this;
        }

        /** Training uses the first frames only. Default 0: all. */
        public Builder trainFrames(int count) {
            trainFrames = count;
            return this;
        }

        /** Sets this for one of several sets, whose presentations' ids begin with its name. */
        Builder trainFrames(String set, int count) {
            trainFramesOfSets.put(set, count);
            return this;
        }

        /** Whether a subject may be in two splits, with a remark. By default it is an error. */
        public Builder sharedSubjects(boolean allowed) {
            sharedSubjects = allowed;
            return this;
        }

        /** Adds a remark. */
        public Builder remark(String text) {
            remarks.add(text);
            return this;
        }

        /**
         * Builds the protocol.
         *
         * @throws LgscException when a subject is in two splits and may not be
         */
        public Protocol build() {
            return new Protocol(this);
        }
    }

    /**
     * Number of presentations of each class.
     *
     * @param live bona fide presentations
     * @param spoof attack presentations
     */
    public record Counts(int live, int spoof) {
        /** Counts presentations. */
        public static Counts of(List<Presentation> presentations) {
            int live = (int) presentations.stream().filter(p -> p.label().isLive()).count();
            return new Counts(live, presentations.size() - live);
        }

        /** Returns e.g. "240 + 960". */
        @Override
        public String toString() {
            return live + " + " + spoof;
        }
    }
}
