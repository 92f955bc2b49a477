package org.lgsc.data.sets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * The raw webcam pictures of NUAA: {@code
 * {ClientRaw,ImposterRaw}/ID/ID_GLASSES_POSITION_SESSION_NUMBER.jpg} and the lists {@code
 * {client,imposter}_{train,test}_raw.txt} next to these folders, a path per line. Every attack is a
 * printed photograph.
 *
 * <p>The lists train on sessions 1 and 2 and test on session 3; where they are missing, the session
 * decides. Training subjects are in the test as well: the protocol "official" has a remark about
 * that, "disjoint" leaves them out of the test. The set has no development split: the last quarter
 * of the training subjects is held out.
 *
 * <p>The layout is that of the package <a
 * href="https://pypi.org/project/xbob.db.nuaa">xbob.db.nuaa</a> and of public training programs.
 */
final class Nuaa extends IndexedSet {
    static final String NAME = "nuaa";

    private static final ProtocolId OFFICIAL = ProtocolId.of("official");
    private static final ProtocolId DISJOINT = ProtocolId.of("disjoint");
    private static final Pattern PICTURE =
            Pattern.compile("(\\d{4})/(\\d{4})_\\d{2}_\\d{2}_(\\d{2})_\\d+");
    private static final String TEST_SESSION = "03";

    Nuaa(Path root) {
        super(NAME, "NUAA", DatasetFolder.locate(root, NAME, "ClientRaw", "ImposterRaw"));
        for (String part : List.of("ClientRaw", "ImposterRaw")) {
            for (Path file : folder.files(part, FileNames.PICTURES)) {
                String name = DatasetFolder.folderName(file) + "/" + FileNames.stem(file);
                Matcher m = PICTURE.matcher(name);
                if (m.matches() && m.group(1).equals(m.group(2))) {
                    String species = part.equals("ClientRaw") ? "" : "print";
                    add(Presentation.of(part + "/" + name, file, species, m.group(1)));
                } else {
                    misnamed(
                            folder.id(file),
                            "ID/ID_GLASSES_POSITION_SESSION_NUMBER, e.g. 0001/0001_00_00_01_0");
                }
            }
        }
        requireAny();
    }

    @Override
    public List<ProtocolId> protocols() {
        return List.of(OFFICIAL, DISJOINT);
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        boolean lists =
                List.of("train", "test").stream()
                        .allMatch(
                                split ->
                                        Files.exists(list("client", split))
                                                && Files.exists(list("imposter", split)));
        Set<String> learn = lists ? listed("train") : bySession(s -> !s.equals(TEST_SESSION));
        Set<String> test = lists ? listed("test") : bySession(s -> s.equals(TEST_SESSION));
        List<Presentation> training = present(learn);
        Set<String> people = DevelopmentSubjects.subjects(training);
        Set<String> dev = DevelopmentSubjects.lastQuarter(people);
        boolean disjoint = id.equals(DISJOINT);
        holdOut(protocol, training, p -> dev.contains(p.subject()))
                .split(
                        Split.TEST,
                        DevelopmentSubjects.where(
                                present(test), p -> !disjoint || !people.contains(p.subject())))
                .missing(Split.TRAIN, absent(learn))
                .missing(Split.TEST, disjoint ? List.of() : absent(test))
                .remark(
                        lists
                                ? "by the official lists"
                                : "by session: one of the official lists is missing")
                .remark(DevelopmentSubjects.remark(dev));
        return disjoint
                ? protocol.remark("training subjects are left out of the test")
                : protocol.sharedSubjects(true).published(Split.TEST, 3362, 5761);
    }

    private Path list(String who, String split) {
        return folder.resolve(who + "_" + split + "_raw.txt");
    }

    private Set<String> listed(String split) {
        Set<String> ids = new LinkedHashSet<>();
        for (String who : List.of("client", "imposter")) {
            String part = who.equals("client") ? "ClientRaw/" : "ImposterRaw/";
            OfficialList list =
                    OfficialList.read(
                            list(who, split), (line, place) -> part + picture(line, place));
            ids.addAll(list.ids());
        }
        return ids;
    }

    /** Lines are paths with backslashes; copies of the set prefix folders of their own. */
    private static String picture(String line, String place) {
        String[] parts = line.replace('\\', '/').split("/");
        String name =
                parts.length < 2
                        ? line
                        : parts[parts.length - 2]
                                + "/"
                                + parts[parts.length - 1].replaceFirst("\\.[A-Za-z]+$", "");
        if (!PICTURE.matcher(name).matches()) {
            throw LgscException.of(
                    "%s: '%s' is not a picture, e.g. 0001\\0001_00_00_01_0.jpg.", place, line);
        }
        return name;
    }

    private Set<String> bySession(Predicate<String> fits) {
        Set<String> ids = new LinkedHashSet<>();
        for (Presentation p : presentations()) {
            Matcher m = PICTURE.matcher(p.id().substring(p.id().indexOf('/') + 1));
            if (m.matches() && fits.test(m.group(3))) {
                ids.add(p.id());
            }
        }
        return ids;
    }
}
