package org.lgsc.cli.fold;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.eval.internal.protocol.ScoreFacts;

/** What a score file says of its place in a data set. */
public final class ProtocolFacts {
    private ProtocolFacts() {}

    /** Of a protocol of several sets: the names of its protocols hold those of the sets'. */
    public static Map<String, String> ofSeveral(Protocol protocol) {
        return new TreeMap<>(Map.of(ScoreFacts.DATASET, protocol.dataset()));
    }

    /**
     * Of a protocol of one set.
     *
     * @param all the protocol with its folds, and perhaps others of the set
     */
    public static Map<String, String> of(Protocol protocol, List<ProtocolId> all) {
        Map<String, String> facts = ofSeveral(protocol);
        facts.put(ScoreFacts.PROTOCOL, protocol.id().name());
        if (!protocol.id().fold().isEmpty()) {
            facts.put(ScoreFacts.FOLD, protocol.id().fold());
            facts.put(
                    ScoreFacts.FOLDS,
                    all.stream()
                            .filter(p -> p.name().equals(protocol.id().name()))
                            .map(ProtocolId::fold)
                            .collect(Collectors.joining(" ")));
        }
        return facts;
    }
}
