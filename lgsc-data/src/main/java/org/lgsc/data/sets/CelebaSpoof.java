package org.lgsc.data.sets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * The pictures of CelebA-Spoof: {@code Data/{train,test}/ID/{live,spoof}/N.{jpg,png}} with the face
 * in {@code N_BB.txt}, and {@code metas/PROTOCOL/{train,test}_label.json}.
 *
 * <p>Species come from the label files; a picture that none of them lists is set aside. The set has
 * no development split: the last quarter of the training subjects is held out.
 */
final class CelebaSpoof extends IndexedSet {
    static final String NAME = "celeba-spoof";

    private static final String TRAIN = "train_label.json";
    private static final String TEST = "test_label.json";
    private static final Pattern ID =
            Pattern.compile("Data/(?:train|test)/([^/]+)/(live|spoof)/[^/]+");

    /** Paths of the training and the test list of each protocol. */
    private final Map<String, List<Set<String>>> protocols = new TreeMap<>();

    CelebaSpoof(Path root) {
        super(NAME, "CelebA-Spoof", DatasetFolder.locate(root, NAME, "Data"));
        Map<String, String> species = new HashMap<>();
        Map<String, String> problems = new HashMap<>();
        Path metas = folder.resolve("metas");
        if (Files.isDirectory(metas)) {
            for (Path protocol : Folders.entries(metas)) {
                Path train = DatasetFolder.resolve(protocol, TRAIN);
                Path test = DatasetFolder.resolve(protocol, TEST);
                if (Files.exists(train) || Files.exists(test)) {
                    protocols.put(
                            protocol.getFileName().toString(),
                            List.of(
                                    labels(train, species, problems),
                                    labels(test, species, problems)));
                }
            }
        }
        if (protocols.isEmpty()) {
            throw LgscException.of(
                    "There is no %s/PROTOCOL/train_label.json; unpack the label files "
                            + "of CelebA-Spoof there.",
                    metas);
        }
        for (Path file : folder.files("Data", FileNames.PICTURES)) {
            add(file, species, problems);
        }
        requireAny();
    }

    private static Set<String> labels(
            Path file, Map<String, String> species, Map<String, String> problems) {
        if (!Files.exists(file)) {
            return Set.of();
        }
        CelebaLabels.Labels labels = CelebaLabels.read(file);
        problems.putAll(labels.problems());
        labels.species()
                .forEach(
                        (path, kind) -> {
                            String other = species.putIfAbsent(path, kind);
                            if (other != null && !other.equals(kind)) {
                                problems.put(
                                        path, "Two label files contradict each other about it.");
                            }
                        });
        return labels.species().keySet();
    }

    private void add(Path file, Map<String, String> species, Map<String, String> problems) {
        String id = "Data" + folder.id(file).substring("Data".length());
        Matcher m = ID.matcher(id);
        String kind = species.get(id);
        if (!m.matches()) {
            misnamed(id, "Data/{train,test}/SUBJECT/{live,spoof}/NAME");
        } else if (problems.containsKey(id)) {
            setAside(id, problems.get(id));
        } else if (kind == null) {
            setAside(id, "No label file names the picture.");
        } else if (kind.isEmpty() != m.group(2).equals("live")) {
            setAside(id, "The label contradicts the folder " + m.group(2) + ".");
        } else {
            add(Presentation.of(id, file, kind, m.group(1)));
        }
    }

    @Override
    public List<ProtocolId> protocols() {
        return protocols.keySet().stream().map(ProtocolId::of).toList();
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        List<Set<String>> lists = Objects.requireNonNull(protocols.get(id.name()));
        List<Presentation> learn = present(lists.get(0));
        Set<String> dev = DevelopmentSubjects.lastQuarter(DevelopmentSubjects.subjects(learn));
        return holdOut(protocol, learn, p -> dev.contains(p.subject()))
                .split(Split.TEST, present(lists.get(1)))
                .missing(Split.TRAIN, absent(lists.get(0)))
                .missing(Split.TEST, absent(lists.get(1)))
                .remark(
                        RootFormat.of(
                                "the set has no development split; %d of its training subjects"
                                        + " are held out, the last quarter by name",
                                dev.size()));
    }

    @Override
    public FaceTrack faces(Presentation presentation) {
        return FaceFormat.CELEBA_BOX.beside(presentation, "_BB.txt");
    }
}
