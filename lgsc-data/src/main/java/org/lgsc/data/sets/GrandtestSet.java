package org.lgsc.data.sets;

import java.util.List;
import org.lgsc.core.LgscException;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/** A data set with one protocol, grandtest: all of it, in its published splits. */
abstract class GrandtestSet extends IndexedSet {
    private static final ProtocolId GRANDTEST = ProtocolId.of("grandtest");

    private final String title;

    /**
     * @param name as {@link #name}
     * @param title as written in a sentence, e.g. "MSU-MFSD"
     */
    protected GrandtestSet(String name, String title) {
        super(name);
        this.title = title;
    }

    @Override
    public final List<ProtocolId> protocols() {
        return List.of(GRANDTEST);
    }

    @Override
    public final Protocol protocol(ProtocolId id) {
        if (!id.equals(GRANDTEST)) {
            throw LgscException.of("%s has no %s; it has only grandtest.", title, id);
        }
        return grandtest(builder(id));
    }

    /** Fills in the splits. */
    protected abstract Protocol grandtest(Protocol.Builder protocol);
}
