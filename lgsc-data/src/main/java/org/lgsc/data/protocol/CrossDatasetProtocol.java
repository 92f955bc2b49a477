package org.lgsc.data.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;

/**
 * Trains on one data set or several and tests on another. The threshold comes from the development
 * splits of the training sets: nothing of the other set is seen before the test.
 */
final class CrossDatasetProtocol {
    private CrossDatasetProtocol() {}

    static Protocol of(Protocol source, Protocol target) {
        return join(List.of(source), target);
    }

    static Protocol of(List<Protocol> sources, Protocol target) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("at least one source is needed");
        }
        List<String> sets = new ArrayList<>();
        for (Protocol source : sources) {
            if (sets.contains(source.dataset())) {
                throw LgscException.of(
                        "Data set %s is named twice among the sources.", source.dataset());
            }
            sets.add(source.dataset());
        }
        if (sets.contains(target.dataset())) {
            throw LgscException.of(
                    "Data set %s is trained and tested on; leave it out of the sources.",
                    target.dataset());
        }
        return join(
                sources.stream().sorted(Comparator.comparing(Protocol::dataset)).toList(), target);
    }

    static String name(List<String> sources, String target) {
        return sources.stream().sorted().collect(Collectors.joining("+")) + " to " + target;
    }

    private static Protocol join(List<Protocol> sources, Protocol target) {
        List<String> sets = sources.stream().map(Protocol::dataset).toList();
        String names =
                sources.stream().map(CrossDatasetProtocol::name).collect(Collectors.joining("+"));
        Protocol.Builder inter =
                Protocol.builder(
                                name(sets, target.dataset()),
                                ProtocolId.of(names + " to " + name(target)))
                        .sharedSubjects(sources.stream().anyMatch(Protocol::allowsSharedSubjects));
        if (sources.size() == 1) {
            inter.trainFrames(sources.get(0).trainFrames());
        }
        for (Protocol source : sources) {
            inter.trainFrames(source.dataset(), source.trainFrames());
        }
        for (Split split : Split.values()) {
            fill(inter, split, split == Split.TEST ? List.of(target) : sources);
        }
        for (Protocol source : sources) {
            source.remarks().forEach(r -> inter.remark(source.dataset() + ": " + r));
        }
        target.remarks().forEach(r -> inter.remark(target.dataset() + ": " + r));
        return inter.remark(
                        "development, and so the threshold, is of " + String.join(" and ", sets))
                .build();
    }

    private static void fill(Protocol.Builder inter, Split split, List<Protocol> from) {
        List<Presentation> presentations = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Protocol protocol : from) {
            protocol.presentations(split)
                    .forEach(p -> presentations.add(p.within(protocol.dataset())));
            protocol.missing(split).forEach(id -> missing.add(protocol.dataset() + "/" + id));
        }
        inter.split(split, presentations).missing(split, missing);
        List<Protocol.Counts> published = from.stream().map(p -> p.published().get(split)).toList();
        if (published.stream().allMatch(Objects::nonNull)) {
            inter.published(
                    split,
                    published.stream().mapToInt(Protocol.Counts::live).sum(),
                    published.stream().mapToInt(Protocol.Counts::spoof).sum());
        }
    }

    private static String name(Protocol protocol) {
        String fold = protocol.id().fold();
        return protocol.id().name() + (fold.isEmpty() ? "" : "." + fold);
    }
}
