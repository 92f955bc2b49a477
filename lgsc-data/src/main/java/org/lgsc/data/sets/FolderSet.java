package org.lgsc.data.sets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lgsc.core.Split;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.folder.FolderLayout;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * Pictures and videos in {@code ROOT/{train,dev,test}/{live,<PAI species>}/...}, the layout of
 * {@link org.lgsc.data.dataset.FolderDataset}, by the rule of {@link FolderLayout}.
 */
final class FolderSet extends IndexedSet {
    static final String NAME = "folder";

    private static final ProtocolId ONLY = ProtocolId.of("folder");
    private static final Set<String> MEDIA =
            Stream.concat(FileNames.PICTURES.stream(), FileNames.VIDEOS.stream())
                    .collect(Collectors.toUnmodifiableSet());

    FolderSet(Path root) {
        super(NAME, "Folder " + root, DatasetFolder.locate(root, NAME, "train", "dev", "test"));
        for (Path entry : Folders.entries(folder.base())) {
            String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
            boolean split = Stream.of(Split.values()).anyMatch(s -> s.folder().equals(name));
            if (Files.isDirectory(entry) ? !split : isMedia(entry)) {
                throw FolderLayout.misplaced(entry, FolderLayout.SPLITS);
            }
        }
        for (Split split : Split.values()) {
            Path start = folder.resolve(split.folder());
            if (Files.isDirectory(start)) {
                for (Path entry : Folders.entries(start)) {
                    read(split, entry);
                }
            }
        }
        requireAny();
    }

    private static boolean isMedia(Path file) {
        return MEDIA.contains(FileNames.ending(file));
    }

    private void read(Split split, Path entry) {
        if (!Files.isDirectory(entry)) {
            if (isMedia(entry)) {
                throw FolderLayout.misplaced(entry, FolderLayout.KINDS);
            }
            return;
        }
        String species = FolderLayout.species(entry);
        for (Path file : folder.files(split.folder() + "/" + entry.getFileName(), MEDIA)) {
            add(
                    Presentation.of(
                            split.folder() + "/" + belowPart(folder.id(file)),
                            file,
                            species,
                            FolderLayout.subject(entry.relativize(file))));
        }
    }

    private static String belowPart(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    @Override
    public List<ProtocolId> protocols() {
        return List.of(ONLY);
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        for (Split split : Split.values()) {
            protocol.split(split, below(split.folder()));
        }
        return protocol;
    }

    @Override
    public FaceTrack faces(Presentation presentation) {
        return FaceFormat.FRAME_BOX.beside(presentation, ".face");
    }
}
