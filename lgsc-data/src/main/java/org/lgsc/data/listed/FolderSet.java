package org.lgsc.data.listed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lgsc.core.LgscException;
import org.lgsc.data.annotation.FaceTrack;
import org.lgsc.data.dataset.Split;
import org.lgsc.data.protocol.IndexedSet;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.SetFolder;

/**
 * Pictures and videos in {@code ROOT/{train,dev,test}/{live,<PAI species>}/...}, the layout of
 * {@link org.lgsc.data.dataset.FolderDataset}: the subject is the first folder below {@code live}
 * or the species, else the file name up to its first underscore.
 */
public final class FolderSet extends IndexedSet {
    /** Name in commands. */
    public static final String NAME = "folder";

    private static final ProtocolId ONLY = ProtocolId.of("folder");
    private static final String LIVE = "live";
    private static final Set<String> LIVE_SYNONYMS =
            Set.of("live", "real", "genuine", "bonafide", "bona_fide", "bona-fide", "client");
    private static final Set<String> MEDIA =
            Stream.concat(SetFolder.PICTURES.stream(), SetFolder.VIDEOS.stream())
                    .collect(Collectors.toUnmodifiableSet());

    private final SetFolder folder;

    /**
     * Lists the files.
     *
     * @param root the folder
     * @throws LgscException when it holds nothing of this layout, or a folder such as "real" that
     *     would count as attacks
     */
    public FolderSet(Path root) {
        super(NAME);
        folder = SetFolder.locate(root, NAME, "train", "dev", "test");
        for (Split split : Split.values()) {
            Path start = folder.resolve(split.folder());
            if (Files.isDirectory(start)) {
                for (Path species : SetFolder.list(start)) {
                    read(split, species);
                }
            }
        }
        index.requireAny(NAME, folder);
    }

    private void read(Split split, Path entry) {
        String name = entry.getFileName().toString();
        if (!Files.isDirectory(entry) || name.startsWith(".")) {
            return;
        }
        boolean live = name.equals(LIVE);
        if (!live && LIVE_SYNONYMS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new LgscException(
                    "Folder "
                            + entry
                            + " would count as an attack; bona fide files belong into 'live'.");
        }
        for (Path file : folder.files(split.folder() + "/" + name, MEDIA)) {
            index.add(
                    Presentation.of(
                            split.folder() + "/" + belowPart(folder.id(file)),
                            file,
                            live ? "" : name,
                            subject(entry.relativize(file))));
        }
    }

    private static String belowPart(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    private static String subject(Path belowSpecies) {
        Path first = belowSpecies.getName(0);
        if (belowSpecies.getNameCount() > 1) {
            return first.toString();
        }
        String stem = SetFolder.stem(first);
        int underscore = stem.indexOf('_');
        return underscore > 0 ? stem.substring(0, underscore) : stem;
    }

    @Override
    public List<ProtocolId> protocols() {
        return List.of(ONLY);
    }

    @Override
    public Protocol protocol(ProtocolId id) {
        if (!id.equals(ONLY)) {
            throw new LgscException("A folder has no " + id + "; its one protocol is 'folder'.");
        }
        Protocol.Builder protocol = Protocol.builder(NAME, id);
        for (Split split : Split.values()) {
            protocol.split(split, index.where(p -> p.id().startsWith(split.folder() + "/")));
        }
        return protocol.build();
    }

    @Override
    public FaceTrack faces(Presentation presentation) {
        return FaceTrack.NONE;
    }
}
