package org.lgsc.data.protocol;

import java.util.List;
import org.lgsc.data.dataset.SetAside;

/** A data set whose files are indexed when it is opened. */
public abstract class IndexedSet implements PadSet {
    /** What the folder holds. */
    protected final PresentationIndex index = new PresentationIndex();

    private final String name;

    /**
     * @param name as {@link #name}
     */
    protected IndexedSet(String name) {
        this.name = name;
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
