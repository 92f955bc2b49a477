package org.lgsc.data.sets;

import java.util.List;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;

/** A data set whose files are indexed when it is opened. */
abstract class IndexedSet implements RawDataset {
    /** The contents of the folder. */
    protected final PresentationIndex index = new PresentationIndex();

    private final String name;
    private boolean sharedSubjects;

    /**
     * @param name as {@link #name}
     */
    protected IndexedSet(String name) {
        this.name = name;
    }

    /**
     * Sets whether a subject may be in several splits of a protocol, which makes error rates
     * optimistic and adds a remark. By default it is an error.
     *
     * @return this
     */
    public final IndexedSet sharedSubjects(boolean allowed) {
        sharedSubjects = allowed;
        return this;
    }

    /** Starts a builder of a protocol of this set. */
    protected final Protocol.Builder builder(ProtocolId id) {
        return Protocol.builder(name, id).sharedSubjects(sharedSubjects);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<Presentation> presentations() {
        return index.presentations();
    }

    @Override
    public final List<SetAside> setAside() {
        return index.setAside();
    }
}
