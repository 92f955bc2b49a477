package org.lgsc.data.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;

/** Which presentations are learned from, which fit the threshold and which are reported on. */
public final class Protocol {
    private final String dataset;
    private final ProtocolId id;
    private final Map<Split, List<Presentation>> splits;
    private final Map<Split, List<String>> missing;
    private final Map<Split, ClassCounts> published;
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
                    (shared.size() == 1 ? "1 subject is" : shared.size() + " subjects are")
                            + " in more than one split ("
                            + shared.stream().limit(3).collect(Collectors.joining(", "))
                            + (shared.size() > 3 ? ", ..." : "")
                            + "): error rates are optimistic");
        }
        long nameless =
                splits.values().stream()
                        .flatMap(List::stream)
                        .filter(p -> p.subject().isEmpty())
                        .count();
        if (nameless > 0) {
            said.add(
                    nameless
                            + (nameless == 1 ? " file has" : " files have")
                            + " no subject: nobody can tell whether a person is in two splits");
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
                            continue; // unknown: not the same person as others
                        }
                        Split other = seen.putIfAbsent(p.subject(), split);
                        if (other != null && other != split && allowed) {
                            shared.add(p.subject());
                        } else if (other != null && other != split) {
                            throw new LgscException(
                                    String.format(
                                            Locale.ROOT,
                                            "Data set %s, %s: subject '%s' is both in %s and in %s"
                                                    + " (%s); give every person to one split only, or"
                                                    + " allow it with --shared-subjects.",
                                            dataset,
                                            id,
                                            p.subject(),
                                            other.folder(),
                                            split.folder(),
                                            p.file()));
                        }
                    }
                });
        return shared;
    }

    /** Starts a protocol. */
    public static Builder builder(String dataset, ProtocolId id) {
        return new Builder(dataset, id);
    }

    /** Name of the data set, or of several: "casia-mfsd+oulu-npu to replay-attack". */
    public String dataset() {
        return dataset;
    }

    /** Name and fold. */
    public ProtocolId id() {
        return id;
    }

    /** The presentations of a split that are there; may be empty. */
    public List<Presentation> presentations(Split split) {
        return splits.get(split);
    }

    /** Ids of presentations that belong to a split and are not there. */
    public List<String> missing(Split split) {
        return missing.get(split);
    }

    /** Counts that were published; without a split that has none. */
    public Map<Split, ClassCounts> published() {
        return published;
    }

    /**
     * Training may use this many frames from the start of a video; 0 for all. Sets of an inter-set
     * protocol may have numbers of their own: {@link #trainFrames(Presentation)}.
     */
    public int trainFrames() {
        return trainFrames;
    }

    /** Training may use this many frames from the start of a presentation; 0 for all. */
    public int trainFrames(Presentation presentation) {
        String id = presentation.id();
        return trainFramesOfSets.getOrDefault(
                id.substring(0, Math.max(0, id.indexOf('/'))), trainFrames);
    }

    /** Whether a subject may be in two splits. */
    public boolean allowsSharedSubjects() {
        return sharing;
    }

    /** What a reader of results should know, e.g. who was held out for development. */
    public List<String> remarks() {
        return remarks;
    }

    /** Collects a protocol. */
    public static final class Builder {
        private final String dataset;
        private final ProtocolId id;
        private final Map<Split, List<Presentation>> splits = new EnumMap<>(Split.class);
        private final Map<Split, List<String>> missing = new EnumMap<>(Split.class);
        private final Map<Split, ClassCounts> published = new EnumMap<>(Split.class);
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

        /** Ids that belong to a split and are not there. Default: none. */
        public Builder missing(Split split, List<String> ids) {
            missing.put(split, ids);
            return this;
        }

        /** Counts as published. Default: unknown. */
        public Builder published(Split split, int live, int spoof) {
            published.put(split, new ClassCounts(live, spoof));
            return this;
        }

        /** Training uses the first frames only. Default 0: all. */
        public Builder trainFrames(int count) {
            trainFrames = count;
            return this;
        }

        /** The same of one of several sets, whose presentations' ids begin with its name. */
        Builder trainFrames(String set, int count) {
            trainFramesOfSets.put(set, count);
            return this;
        }

        /** Whether a subject may be in two splits; it is remarked then. Default: an error. */
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
         * The protocol.
         *
         * @throws LgscException when a subject is in two splits and may not be
         */
        public Protocol build() {
            return new Protocol(this);
        }
    }
}
