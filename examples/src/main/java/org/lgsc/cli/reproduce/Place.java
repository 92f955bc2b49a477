package org.lgsc.cli.reproduce;

import java.util.List;
import java.util.Optional;
import org.lgsc.data.internal.protocol.WholeSet;
import org.lgsc.data.protocol.PadSet;
import org.lgsc.data.protocol.ProtocolId;

/**
 * Where a fold learns and where it is tested.
 *
 * @param sources trained on, development included; several are of different sets
 * @param target tested on; empty for the same protocol
 */
record Place(List<Part> sources, Optional<Part> target) {
    /**
     * A protocol of a set.
     *
     * @param id its own, or one that is made of it
     */
    record Part(String set, ProtocolId id) {
        /** All of a set in the splits that its protocols have. */
        static Part all(PadSet set) {
            List<ProtocolId> own = set.protocols();
            return new Part(
                    set.name(), own.size() == 1 ? own.get(0) : ProtocolId.of(WholeSet.NAME));
        }
    }

    static Place within(String set, ProtocolId id) {
        return new Place(List.of(new Part(set, id)), Optional.empty());
    }

    static Place between(Part source, Part target) {
        return new Place(List.of(source), Optional.of(target));
    }

    /** The fold of the test, which is what a fold is named after. */
    String fold() {
        String fold = target.orElse(sources.get(0)).id().fold();
        return fold.isEmpty() ? "1" : fold;
    }
}
