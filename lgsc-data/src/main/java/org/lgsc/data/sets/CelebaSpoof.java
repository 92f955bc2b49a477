package org.lgsc.data.sets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
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
    /** Name in commands. */
    public static final String NAME = "celeba-spoof";

    private static final String TRAIN = "train_label.json";
    private static final String TEST = "test_label.json";
    private static final Pattern ID =
            Pattern.compile("Data/(?:train|test)/([^/]+)/(live|spoof)/[^/]+");

    private final DatasetFolder folder;

    /** Paths of the training and the test list of each protocol. */
    private final Map<String, List<Set<String>>> protocols = new TreeMap<>();

    /**
     * Indexes the pictures and reads the labels.
     *
     * @param root the unpacked folder, or the one above it
     * @throws LgscException when it does not hold CelebA-Spoof or has no label file
     */
    public CelebaSpoof(Path root) {
        super(NAME);
        folder = DatasetFolder.locate(root, NAME, "Data");
        Map<String, String> species = new HashMap<>();
        Map<String, String> problems = new HashMap<>();
        Path metas = folder.resolve("metas");
        if (Files.isDirectory(metas)) {
            for (Path protocol : DatasetFolder.list(metas)) {
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
        index.requireAny(NAME, folder);
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
            index.misnamed(id, "Data/{train,test}/SUBJECT/{live,spoof}/NAME");
        } else if (problems.containsKey(id)) {
            index.setAside(id, problems.get(id));
        } else if (kind == null) {
            index.setAside(id, "No label file names the picture.");
        } else if (kind.isEmpty() != m.group(2).equals("live")) {
            index.setAside(id, "The label contradicts the folder " + m.group(2) + ".");
        } else {
            index.add(Presentation.of(id, file, kind, m.group(1)));
        }
    }

    @Override
    public List<ProtocolId> protocols() {
        return protocols.keySet().stream().map(ProtocolId::of).toList();
    }

    @Override
    public Protocol protocol(ProtocolId id) {
        List<Set<String>> lists = protocols.get(id.name());
        if (lists == null || !id.fold().isEmpty()) {
            throw LgscException.of(
                    "CelebA-Spoof has no %s; its metas hold %s, without folds.",
                    id, String.join(", ", protocols.keySet()));
        }
        List<Presentation> learn = index.present(lists.get(0));
        Set<String> dev = new TreeSet<>();
        dev.addAll(DevelopmentSubjects.lastQuarter(DevelopmentSubjects.subjects(learn)));
        Protocol.Builder protocol =
                builder(id)
                        .split(
                                Split.TRAIN,
                                DevelopmentSubjects.where(learn, p -> !dev.contains(p.subject())))
                        .split(
                                Split.DEV,
                                DevelopmentSubjects.where(learn, p -> dev.contains(p.subject())))
                        .split(Split.TEST, index.present(lists.get(1)))
                        .missing(Split.TRAIN, index.absent(lists.get(0)))
                        .missing(Split.TEST, index.absent(lists.get(1)));
        return protocol.remark(
                        "the set has no development split; "
                                + dev.size()
                                + " of its training subjects are held out, the last quarter by"
                                + " name")
                .build();
    }

    @Override
    public FaceTrack faces(Presentation presentation) {
        Path box =
                presentation.file().resolveSibling(FileNames.stem(presentation.file()) + "_BB.txt");
        return FaceFormat.CELEBA_BOX.read(box, presentation.id());
    }
}
