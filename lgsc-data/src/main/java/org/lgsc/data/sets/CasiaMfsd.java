package org.lgsc.data.sets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * CASIA-MFSD: {@code train_release/{1..20}/F.avi} and {@code test_release/{1..30}/F.avi}, F being 1
 * to 8 and HR_1 to HR_4; face boxes, if present, in {@code face-locations/} in bob's format. Test
 * subjects continue the numbers: folder 1 of the test is subject 21.
 *
 * <p>The set has no development split: the last quarter of the training subjects is held out (16 to
 * 20, or the last quarter of the existing ones when none of these exists). Protocols are the seven
 * scenarios of the set's paper, "grandtest" being its overall test.
 */
final class CasiaMfsd extends IndexedSet {
    static final String NAME = "casia-mfsd";

    private static final int TRAIN_SUBJECTS = 20;
    private static final int TEST_SUBJECTS = 30;
    private static final Set<String> DEVELOPMENT = Set.of("16", "17", "18", "19", "20");
    private static final List<ProtocolId> PROTOCOLS =
            List.of("grandtest", "low", "normal", "high", "warped-photo", "cut-photo", "video")
                    .stream()
                    .map(ProtocolId::of)
                    .toList();

    private final Set<String> development;

    CasiaMfsd(Path root) {
        super(
                NAME,
                "CASIA-MFSD",
                DatasetFolder.locate(root, NAME, "train_release", "test_release"));
        for (String part : List.of("train_release", "test_release")) {
            for (Path file : folder.files(part, FileNames.VIDEOS)) {
                add(file, part);
            }
        }
        requireAny();
        development =
                DevelopmentSubjects.preferred(
                        DevelopmentSubjects.subjects(where(CasiaMfsd::inTrain)), DEVELOPMENT);
    }

    private void add(Path file, String part) {
        String number = DatasetFolder.folderName(file);
        Optional<CasiaName> name = CasiaName.parse(FileNames.stem(file));
        if (name.isEmpty() || !number.matches("\\d{1,2}")) {
            misnamed(folder.id(file), "SUBJECT/FILE, e.g. 1/HR_1");
            return;
        }
        int subject = Integer.parseInt(number) + (part.startsWith("train") ? 0 : TRAIN_SUBJECTS);
        // capitals and leading zeros differ between copies of the set
        String id =
                String.join(
                        "/",
                        part,
                        String.valueOf(Integer.parseInt(number)),
                        FileNames.stem(file).toUpperCase(Locale.ROOT));
        Presentation presentation =
                Presentation.of(id, file, name.get().species(), RootFormat.of("%02d", subject));
        // the first frame of the high-resolution videos is damaged as published
        add(name.get().quality().equals("high") ? presentation.withFirstFrame(1) : presentation);
    }

    private static boolean inTrain(Presentation presentation) {
        return presentation.id().startsWith("train_release/");
    }

    private static boolean admits(String protocol, String stem) {
        CasiaName name = CasiaName.parse(stem).orElseThrow();
        return switch (protocol) {
            case "grandtest" -> true;
            case "low", "normal", "high" -> name.quality().equals(protocol);
            default -> name.species().isEmpty() || name.species().equals(protocol);
        };
    }

    @Override
    public List<ProtocolId> protocols() {
        return PROTOCOLS;
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        Predicate<Presentation> held = p -> development.contains(p.subject());
        List<Presentation> admitted = where(p -> admits(id.name(), FileNames.stem(p.file())));
        holdOut(protocol, DevelopmentSubjects.where(admitted, CasiaMfsd::inTrain), held)
                .split(Split.TEST, DevelopmentSubjects.where(admitted, p -> !inTrain(p)))
                .missing(Split.TRAIN, absent("train_release", TRAIN_SUBJECTS, id.name()))
                .missing(Split.TEST, absent("test_release", TEST_SUBJECTS, id.name()))
                .remark(DevelopmentSubjects.remark(development));
        publish(protocol, id.name(), Split.TEST, TEST_SUBJECTS);
        if (DEVELOPMENT.containsAll(development)) {
            publish(protocol, id.name(), Split.TRAIN, 15);
            publish(protocol, id.name(), Split.DEV, 5);
        } else {
            protocol.remark("no counts are published for these development subjects");
        }
        return protocol;
    }

    /** Publishes twelve videos per subject: three bona fide and three of each of three attacks. */
    private static void publish(Protocol.Builder protocol, String name, Split split, int subjects) {
        switch (name) {
            case "grandtest" -> protocol.published(split, 3 * subjects, 9 * subjects);
            case "low", "normal", "high" -> protocol.published(split, subjects, 3 * subjects);
            default -> protocol.published(split, 3 * subjects, 3 * subjects);
        }
    }

    private List<String> absent(String part, int subjects, String protocol) {
        List<String> plan = new ArrayList<>();
        for (int subject = 1; subject <= subjects; subject++) {
            for (String stem :
                    List.of(
                            "1", "2", "3", "4", "5", "6", "7", "8", "HR_1", "HR_2", "HR_3",
                            "HR_4")) {
                if (admits(protocol, stem)) {
                    plan.add(part + "/" + subject + "/" + stem);
                }
            }
        }
        return absent(plan);
    }

    @Override
    public FaceTrack faces(Presentation presentation) {
        Path boxes = folder.resolve("face-locations/" + presentation.id() + ".face");
        return FaceFormat.FRAME_BOX.read(boxes, presentation.id());
    }
}
