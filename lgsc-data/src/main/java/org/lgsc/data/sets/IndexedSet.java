package org.lgsc.data.sets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;

/**
 * A data set whose files are indexed when it is opened: every file is accepted or set aside. Its
 * only protocol is grandtest, all of it in its published splits, unless a set states others.
 */
abstract class IndexedSet implements RawDataset {

    private static final List<ProtocolId> GRANDTEST = List.of(ProtocolId.of("grandtest"));

    final DatasetFolder folder;
    private final String name;
    private final String title;
    private final TreeMap<String, Presentation> byId = new TreeMap<>();
    private final List<SetAside> setAside = new ArrayList<>();
    private boolean sharedSubjects;

    /**
     * @param name as {@link #name}
     * @param title as written in a sentence, e.g. "MSU-MFSD"
     */
    IndexedSet(String name, String title, DatasetFolder folder) {
        this.name = name;
        this.title = title;
        this.folder = folder;
    }

    /** Lets a subject be in several splits of a protocol. By default it is an error. */
    final IndexedSet sharedSubjects(boolean allowed) {
        sharedSubjects = allowed;
        return this;
    }

    /** Adds a presentation; a second file of the same name with another extension is set aside. */
    final void add(Presentation presentation) {
        Presentation other = byId.putIfAbsent(presentation.id(), presentation);
        if (other != null) {
            setAside(
                    presentation.id(),
                    presentation.file() + " has the same name as " + other.file() + ".");
        }
    }

    /** Records a file that is not part of the data set. */
    final void setAside(String id, String reason) {
        setAside.add(new SetAside(id, reason));
    }

    /** Records a file whose name does not follow the data set's pattern. */
    final void misnamed(String id, String pattern) {
        setAside(id, "The name does not follow " + pattern + ".");
    }

    /**
     * @throws LgscException when there is no presentation
     */
    final void requireAny() {
        if (byId.isEmpty()) {
            if (setAside.isEmpty() && !folder.files("", FileNames.PICTURES).isEmpty()) {
                throw LgscException.of(
                        "Folder %s holds pictures, but no file of data set %s under its own name;"
                                + " frames that were cut out of videos are read by lists"
                                + " (--dataset csv, docs/datasets.md).",
                        folder.base(), name);
            }
            throw LgscException.of(
                    "Folder %s holds no usable file of data set %s%s",
                    folder.base(),
                    name,
                    setAside.stream()
                            .findFirst()
                            .map(s -> "; the first one set aside is " + s.id() + ": " + s.reason())
                            .orElse("."));
        }
    }

    /** Returns the matching presentations, sorted by id. */
    final List<Presentation> where(Predicate<Presentation> fits) {
        return DevelopmentSubjects.where(byId.values(), fits);
    }

    /** Returns the presentations of a sub-folder, sorted by id. */
    final List<Presentation> below(String part) {
        return where(p -> p.id().startsWith(part + "/"));
    }

    /** Returns the existing presentations of the given ids, sorted by id. */
    final List<Presentation> present(Collection<String> ids) {
        return ids.stream().sorted().map(byId::get).filter(Objects::nonNull).toList();
    }

    /** Returns the given ids without a presentation, sorted. */
    final List<String> absent(Collection<String> ids) {
        return ids.stream().filter(id -> !byId.containsKey(id)).sorted().toList();
    }

    /** Divides training presentations into those for training and those held out. */
    static Protocol.Builder holdOut(
            Protocol.Builder protocol, List<Presentation> learn, Predicate<Presentation> held) {
        return protocol.split(Split.TRAIN, DevelopmentSubjects.where(learn, held.negate()))
                .split(Split.DEV, DevelopmentSubjects.where(learn, held));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<Presentation> presentations() {
        return List.copyOf(byId.values());
    }

    @Override
    public final List<SetAside> setAside() {
        return List.copyOf(setAside);
    }

    @Override
    public List<ProtocolId> protocols() {
        return GRANDTEST;
    }

    @Override
    public final Protocol protocol(ProtocolId id) {
        if (!protocols().contains(id)) {
            throw LgscException.of("%s has no %s; it has %s.", title, id, choices());
        }
        return assign(id, Protocol.builder(name, id).sharedSubjects(sharedSubjects)).build();
    }

    /** Assigns the presentations to splits by one of {@link #protocols}. */
    abstract Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol);

    /** Returns the protocols for a message, e.g. "1, 2 (folds 1, 2, 3, 4)". */
    String choices() {
        Map<String, List<String>> folds = new LinkedHashMap<>();
        protocols()
                .forEach(
                        p -> folds.computeIfAbsent(p.name(), n -> new ArrayList<>()).add(p.fold()));
        StringJoiner all = new StringJoiner(", ");
        folds.forEach(
                (protocol, of) ->
                        all.add(
                                of.contains("")
                                        ? protocol
                                        : RootFormat.of(
                                                "%s (folds %s)", protocol, String.join(", ", of))));
        return all.toString();
    }

    @Override
    public FaceTrack faces(Presentation presentation) {
        return FaceTrack.NONE;
    }
}
