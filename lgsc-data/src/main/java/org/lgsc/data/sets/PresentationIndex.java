package org.lgsc.data.sets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.lgsc.core.LgscException;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.protocol.Presentation;

/** Collects the presentations of a data set's folder; every file is accepted or set aside. */
final class PresentationIndex {
    private final TreeMap<String, Presentation> byId = new TreeMap<>();
    private final List<SetAside> setAside = new ArrayList<>();

    /** Adds a presentation; a second file of the same name with another extension is set aside. */
    public void add(Presentation presentation) {
        Presentation other = byId.putIfAbsent(presentation.id(), presentation);
        if (other != null) {
            setAside(
                    presentation.id(),
                    presentation.file() + " has the same name as " + other.file() + ".");
        }
    }

    /** Records a file that is not part of the data set. */
    public void setAside(String id, String reason) {
        setAside.add(new SetAside(id, reason));
    }

    /** Records a file whose name does not follow the data set's pattern. */
    public void misnamed(String id, String pattern) {
        setAside(id, "The name does not follow " + pattern + ".");
    }

    /** Returns all presentations, sorted by id. */
    public List<Presentation> presentations() {
        return List.copyOf(byId.values());
    }

    /** Returns the matching presentations, sorted by id. */
    public List<Presentation> where(Predicate<Presentation> fits) {
        return DevelopmentSubjects.where(byId.values(), fits);
    }

    /** Returns the existing presentations of the given ids, sorted by id. */
    public List<Presentation> present(Collection<String> ids) {
        return ids.stream().sorted().map(byId::get).filter(p -> p != null).toList();
    }

    /** Returns the given ids without a presentation, sorted. */
    public List<String> absent(Collection<String> ids) {
        return ids.stream().filter(id -> !byId.containsKey(id)).sorted().toList();
    }

    /** Returns whether a presentation has this id. */
    public boolean holds(String id) {
        return byId.containsKey(id);
    }

    /** Returns the files that were set aside, in the order of discovery. */
    public List<SetAside> setAside() {
        return List.copyOf(setAside);
    }

    /** Number of presentations. */
    public int size() {
        return byId.size();
    }

    /**
     * @return this
     * @throws LgscException when there is no presentation
     */
    public PresentationIndex requireAny(String set, DatasetFolder folder) {
        if (byId.isEmpty()) {
            Map.Entry<String, String> first =
                    setAside.isEmpty()
                            ? Map.entry("", "")
                            : Map.entry(setAside.get(0).id(), setAside.get(0).reason());
            throw LgscException.of(
                    "Folder %s holds no usable file of data set %s%s",
                    folder.base(),
                    set,
                    first.getKey().isEmpty()
                            ? "."
                            : "; the first one set aside is "
                                    + first.getKey()
                                    + ": "
                                    + first.getValue());
        }
        return this;
    }
}
