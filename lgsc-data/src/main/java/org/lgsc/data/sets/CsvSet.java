package org.lgsc.data.sets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.internal.sets.PresentationList;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * Pictures and videos named by lists, in bob's format: {@code ROOT/{train,dev,test}.csv}, or {@code
 * ROOT/PROTOCOL/{train,dev,test}.csv} for several protocols, with the columns {@code
 * filename,subject,attack_type}. File names are relative to ROOT, with or without extension; an
 * empty attack type means bona fide, an empty subject an unknown one. {@code eval.csv} is read as
 * {@code test.csv}. A column {@code video} names the presentation that extracted frames belong to;
 * face boxes may be next to the files, see {@link FaceFormat#FRAME_BOX}.
 */
final class CsvSet extends IndexedSet {
    static final String NAME = "csv";

    private static final String DEFAULT = "csv";

    private final Map<String, PresentationList.Row> rows = new HashMap<>();
    private final Map<ProtocolId, Map<Split, Set<String>>> protocols = new LinkedHashMap<>();

    CsvSet(Path root) {
        super(NAME, "Folder " + root, DatasetFolder.locate(root, NAME));
        read(root, ProtocolId.of(DEFAULT));
        for (Path below : Folders.entries(root)) {
            if (Files.isDirectory(below)) {
                read(below, ProtocolId.of(below.getFileName().toString()));
            }
        }
        if (protocols.isEmpty()) {
            throw LgscException.of(
                    "Folder %s holds no train.csv, dev.csv or test.csv with the "
                            + "columns filename,subject,attack_type.",
                    root);
        }
        rows.forEach(this::add);
        requireAny();
    }

    private void read(Path lists, ProtocolId id) {
        Map<Split, Set<String>> splits = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            Path list = DatasetFolder.resolve(lists, split.folder() + ".csv");
            Path eval = DatasetFolder.resolve(lists, "eval.csv");
            if (split == Split.TEST && !Files.exists(list) && Files.exists(eval)) {
                list = eval;
            }
            if (Files.exists(list)) {
                splits.put(split, read(list));
            }
        }
        if (!splits.isEmpty()) {
            protocols.put(id, splits);
        }
    }

    private Set<String> read(Path list) {
        Set<String> ids = new LinkedHashSet<>();
        for (PresentationList.Row row : PresentationList.read(list)) {
            String id = row.id();
            PresentationList.Row other = rows.putIfAbsent(id, row);
            if (other != null && !other.agreesWith(row)) {
                throw LgscException.of(
                        "%s, line %s contradicts another line or list on %s.",
                        list, row.line(), row.fileName());
            }
            ids.add(id);
        }
        return ids;
    }

    private void add(String id, PresentationList.Row row) {
        Path file = file(row.fileName());
        if (file != null) {
            add(Presentation.of(id, file, row.species(), row.subject()).withVideo(row.video()));
        }
    }

    private @Nullable Path file(String name) {
        Path exact = folder.base().resolve(name);
        if (Files.isRegularFile(exact)) {
            return exact;
        }
        return Stream.concat(FileNames.VIDEOS.stream(), FileNames.PICTURES.stream())
                .sorted()
                .flatMap(ending -> Stream.of(ending, ending.toUpperCase(Locale.ROOT)))
                .map(ending -> folder.base().resolve(name + "." + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    @Override
    public List<ProtocolId> protocols() {
        return List.copyOf(protocols.keySet());
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        Map<Split, Set<String>> splits = Objects.requireNonNull(protocols.get(id));

        splits.forEach(
                (split, ids) -> protocol.split(split, present(ids)).missing(split, absent(ids)));
        return protocol;
    }

    @Override
    public FaceTrack faces(Presentation presentation) {
        return FaceFormat.FRAME_BOX.beside(presentation, ".face");
    }
}
