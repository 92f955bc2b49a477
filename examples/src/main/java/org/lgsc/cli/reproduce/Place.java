package org.lgsc.cli.reproduce;

import java.util.List;
import java.util.Optional;
import org.lgsc.data.internal.protocol.MergedProtocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;

/**
 * Training and test data of a fold.
 *
 * @param sources parts for training and development; several are of different sets
 * @param target part for the test; empty for the same protocol
 */
record Place(List<Part> sources, Optional<Part> target) {
    /** The set's own protocol, or one made of the set. */
    record Part(String set, ProtocolId id) {
        /** The complete set in the splits of its protocols. */
        static Part all(RawDataset set) {
            List<ProtocolId> own = set.protocols();
            return new Part(
                    set.name(), own.size() == 1 ? own.get(0) : ProtocolId.of(MergedProtocol.NAME));
        }
    }

    static Place within(String set, ProtocolId id) {
        return new Place(List.of(new Part(set, id)), Optional.empty());
    }

    static Place between(Part source, Part target) {
        return new Place(List.of(source), Optional.of(target));
    }

    /** The fold of the test, which gives the fold its name. */
    String fold() {
        String fold = target.orElse(sources.get(0)).id().fold();
        return fold.isEmpty() ? "1" : fold;
    }
}
