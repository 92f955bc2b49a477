package org.lgsc.data.sets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
 * SiW: {@code {Train,Test}/{live,spoof}/SSS/SSS-SENSOR-TYPE-MEDIUM-SESSION.mov} with face boxes in
 * a {@code .face} file next to each video.
 *
 * <p>The set has no development split. The ten training subjects that bob holds out are also held
 * out here; where they are too few to leave both classes in both splits, the last quarter of the
 * training subjects is held out. Development has the same attacks as training, so that a left-out
 * medium stays unseen until the test.
 */
final class Siw extends IndexedSet {
    static final String NAME = "siw";

    private static final String PATTERN =
            "SUBJECT-SENSOR-TYPE-MEDIUM-SESSION, e.g. 003-1-1-1-1, in a folder live or spoof that"
                    + " fits its type";
    private static final Set<String> BOB_DEVELOPMENT =
            Set.of("003", "006", "007", "011", "014", "016", "017", "022", "028", "030");

    private final Set<String> development;

    Siw(Path root) {
        super(NAME, "SiW", DatasetFolder.locate(root, NAME, "Train", "Test"));
        for (String part : List.of("Train", "Test")) {
            for (String label : List.of("live", "spoof")) {
                for (Path file : folder.files(part + "/" + label, FileNames.VIDEOS)) {
                    add(file, part, label);
                }
            }
        }
        requireAny();
        development = development(where(Siw::inTrain));
    }

    private void add(Path file, String part, String label) {
        Optional<SiwName> name = SiwName.parse(FileNames.stem(file));
        if (name.isEmpty() || (name.get().type() == SiwName.LIVE) != label.equals("live")) {
            misnamed(folder.id(file), PATTERN);
            return;
        }
        // the set's readme has underscores where the files have dashes
        SiwName n = name.get();
        String id = file(n.subject(), n.sensor(), n.type(), n.medium(), n.session(), part);
        add(Presentation.of(id, file, name.get().species(), name.get().subject()));
    }

    private static boolean inTrain(Presentation presentation) {
        return presentation.id().startsWith("Train/");
    }

    private static Set<String> development(List<Presentation> train) {
        Set<String> all = DevelopmentSubjects.subjects(train);
        Set<String> bob = new TreeSet<>(all);
        bob.retainAll(BOB_DEVELOPMENT);
        boolean enough = bothClasses(train, bob, true) && bothClasses(train, bob, false);
        return enough ? bob : DevelopmentSubjects.lastQuarter(all);
    }

    private static boolean bothClasses(List<Presentation> train, Set<String> subjects, boolean in) {
        List<Presentation> part =
                DevelopmentSubjects.where(train, p -> subjects.contains(p.subject()) == in);
        long live = part.stream().filter(p -> p.label().isLive()).count();
        return live > 0 && live < part.size();
    }

    private static SiwName name(Presentation presentation) {
        return SiwName.parse(FileNames.stem(presentation.file())).orElseThrow();
    }

    @Override
    public List<ProtocolId> protocols() {
        return SiwRule.PROTOCOLS;
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        SiwRule rule = SiwRule.of(id);
        List<Presentation> learn = where(p -> inTrain(p) && rule.admits(name(p), false));
        Predicate<Presentation> held = p -> development.contains(p.subject());
        List<Presentation> test = where(p -> !inTrain(p) && rule.admits(name(p), true));
        holdOut(protocol, learn, held)
                .split(Split.TEST, test)
                .missing(
                        Split.TRAIN,
                        absent(DevelopmentSubjects.where(learn, held.negate()), rule, false))
                .missing(Split.DEV, absent(DevelopmentSubjects.where(learn, held), rule, false))
                .missing(Split.TEST, absent(test, rule, true))
                .trainFrames(rule.trainFrames())
                .remark(DevelopmentSubjects.remark(development));
        int[] published = rule.published();
        protocol.published(Split.TEST, published[4], published[5]);
        if (BOB_DEVELOPMENT.containsAll(development)) {
            protocol.published(Split.TRAIN, published[0], published[1])
                    .published(Split.DEV, published[2], published[3]);
        } else {
            protocol.remark("no counts are published for these development subjects");
        }
        if (rule.trainFrames() > 0) {
            protocol.remark("training uses the first 60 frames of a video");
        }
        return protocol;
    }

    /** Returns the planned videos of the existing subjects; the set itself lacks a few. */
    private List<String> absent(List<Presentation> there, SiwRule rule, boolean test) {
        List<String> plan = new ArrayList<>();
        String part = test ? "Test" : "Train";
        for (String subject : DevelopmentSubjects.subjects(there)) {
            for (int sensor = 1; sensor <= 2; sensor++) {
                for (int medium = 1; medium <= 2; medium++) {
                    for (int session = 1; session <= 2; session++) {
                        plan.add(file(subject, sensor, SiwName.LIVE, medium, session, part));
                    }
                    plan.add(file(subject, sensor, SiwName.PRINT, medium, 1, part));
                }
                for (int medium = 1; medium <= 4; medium++) {
                    for (int session = 1; session <= 2; session++) {
                        plan.add(file(subject, sensor, SiwName.REPLAY, medium, session, part));
                    }
                }
            }
        }
        return absent(plan).stream()
                .filter(
                        id ->
                                rule.admits(
                                        SiwName.parse(id.substring(id.length() - 11)).orElseThrow(),
                                        test))
                .toList();
    }

    private static String file(
            String subject, int sensor, int type, int medium, int session, String part) {
        return RootFormat.of(
                "%s/%s/%s/%s-%d-%d-%d-%d",
                part,
                type == SiwName.LIVE ? "live" : "spoof",
                subject,
                subject,
                sensor,
                type,
                medium,
                session);
    }

    @Override
    public FaceTrack faces(Presentation presentation) {
        return FaceFormat.SIW_CORNERS.beside(presentation, ".face");
    }
}
