package org.lgsc.data.internal.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lgsc.core.LgscException;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;

/**
 * The protocols of a data set with those that can be made of any set: "all" ({@link
 * MergedProtocol}), and "unseen" with a fold for each species that is left out ({@link
 * LeaveOneSpeciesOut}). "unseen" assigns subjects to splits as "all" does; "unseen-P" assigns them
 * as the protocol P does. A set's own protocol of the same name comes first.
 */
public final class ProtocolChoice {
    /** Name of the protocol that leaves a species out. */
    public static final String UNSEEN = "unseen";

    private static final String UNSEEN_OF = UNSEEN + "-";

    private final RawDataset set;

    /**
     * @param set set whose protocols are chosen from
     */
    public ProtocolChoice(RawDataset set) {
        this.set = set;
    }

    /** Returns the protocols made of the set; empty where its protocols contradict each other. */
    public List<ProtocolId> made() {
        List<ProtocolId> made = new ArrayList<>();
        try {
            LeaveOneSpeciesOut unseen = new LeaveOneSpeciesOut(UNSEEN, whole());
            if (set.protocols().size() > 1 && !isOwn(MergedProtocol.NAME)) {
                made.add(ProtocolId.of(MergedProtocol.NAME));
            }
            if (!isOwn(UNSEEN)) {
                made.addAll(unseen.folds());
            }
        } catch (LgscException e) {
            return List.of(); // asking for them by name explains why there are none
        }
        return made;
    }

    /** Returns the folds of a protocol, in order; none when there is no such protocol. */
    public List<ProtocolId> folds(String name) {
        if (isOwn(name)) {
            return set.protocols().stream().filter(p -> p.name().equals(name)).toList();
        }
        if (name.equals(UNSEEN) || name.startsWith(UNSEEN_OF)) {
            return unseen(name).folds();
        }
        return name.equals(MergedProtocol.NAME) ? List.of(ProtocolId.of(name)) : List.of();
    }

    /**
     * Assigns the presentations to splits.
     *
     * @throws LgscException when there is no such protocol or fold
     */
    public Protocol protocol(ProtocolId id) {
        if (!isOwn(id.name()) && id.name().equals(MergedProtocol.NAME) && id.fold().isEmpty()) {
            return MergedProtocol.of(set);
        }
        if (!isOwn(id.name()) && (id.name().equals(UNSEEN) || id.name().startsWith(UNSEEN_OF))) {
            return unseen(id.name()).protocol(id.fold());
        }
        return set.protocol(id);
    }

    /**
     * Returns the protocol that uses most of the set: its own if it is the only one, else "all".
     *
     * @throws LgscException when its protocols contradict each other
     */
    public Protocol whole() {
        List<ProtocolId> own = set.protocols();
        return own.size() == 1 ? set.protocol(own.get(0)) : MergedProtocol.of(set);
    }

    private boolean isOwn(String name) {
        return set.protocols().stream().anyMatch(p -> p.name().equals(name));
    }

    private LeaveOneSpeciesOut unseen(String name) {
        if (name.equals(UNSEEN)) {
            return new LeaveOneSpeciesOut(name, whole());
        }
        String base = name.substring(UNSEEN_OF.length());
        ProtocolId id = ProtocolId.of(base);
        if (!set.protocols().contains(id)) {
            throw LgscException.of(
                    "There is no protocol %s without folds in %s to assign subjects to splits by;"
                            + " it has %s.",
                    base,
                    set.name(),
                    set.protocols().stream()
                            .map(ProtocolId::toString)
                            .collect(Collectors.joining("; ")));
        }
        return new LeaveOneSpeciesOut(name, set.protocol(id));
    }
}
