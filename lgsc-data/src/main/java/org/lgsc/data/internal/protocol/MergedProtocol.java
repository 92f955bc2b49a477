package org.lgsc.data.internal.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;

/** An entire data set as one protocol, for experiments without a published protocol. */
public final class MergedProtocol {
    /** Name of {@link #of}. */
    public static final String NAME = "all";

    private MergedProtocol() {}

    /**
     * Joins all protocols of the set, each presentation in the split that they assign it to.
     *
     * @throws LgscException when two protocols assign a presentation to different splits
     */
    public static Protocol of(RawDataset set) {
        Map<String, Split> places = new HashMap<>();
        Map<Split, Map<String, Presentation>> splits = new EnumMap<>(Split.class);
        Map<Split, Set<String>> missing = new EnumMap<>(Split.class);
        List<Protocol> own = set.protocols().stream().map(set::protocol).toList();
        for (Split split : Split.values()) {
            splits.put(split, new TreeMap<>());
            missing.put(split, new TreeSet<>());
            for (Protocol protocol : own) {
                missing.get(split).addAll(protocol.missing(split));
                for (Presentation p : protocol.presentations(split)) {
                    splits.get(split).put(p.id(), p);
                    Split other = places.putIfAbsent(p.id(), split);
                    if (other != null && other != split) {
                        throw LgscException.of(
                                "The protocols of %s have %s both in %s and in %s, so there is no"
                                        + " protocol '%s'; choose one of them.",
                                set.name(), p.id(), other.folder(), split.folder(), NAME);
                    }
                }
            }
        }
        Protocol.Builder all =
                Protocol.builder(set.name(), ProtocolId.of(NAME))
                        .sharedSubjects(own.stream().anyMatch(Protocol::allowsSharedSubjects));
        for (Split split : Split.values()) {
            all.split(split, List.copyOf(splits.getOrDefault(split, Map.of()).values()))
                    .missing(split, List.copyOf(missing.get(split)));
        }
        common(own).forEach(all::remark);
        return all.build();
    }

    /** Returns the remarks that all protocols share. */
    private static Collection<String> common(List<Protocol> protocols) {
        Set<String> remarks = new LinkedHashSet<>(protocols.get(0).remarks());
        protocols.forEach(p -> remarks.retainAll(new ArrayList<>(p.remarks())));
        return remarks;
    }

    /**
     * Puts every presentation into the test split, for a set that was not trained on.
     *
     * @return a protocol "whole"
     */
    public static Protocol asTest(RawDataset set) {
        return Protocol.builder(set.name(), ProtocolId.of("whole"))
                .split(Split.TEST, set.presentations())
                .build();
    }
}
