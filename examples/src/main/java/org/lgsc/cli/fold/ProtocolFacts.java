package org.lgsc.cli.fold;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.eval.internal.protocol.ScoreFacts;

/** Metadata of a score file: its place in a data set. */
public final class ProtocolFacts {
    private ProtocolFacts() {}

    /**
     * Metadata of a protocol of several sets, whose name contains the names of the sets' protocols.
     */
    public static Map<String, String> ofSeveral(Protocol protocol) {
        return new TreeMap<>(Map.of(ScoreFacts.DATASET, protocol.dataset()));
    }

    /**
     * Metadata of a protocol of one set.
     *
     * @param all the protocol with its folds; other protocols of the set are allowed
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
