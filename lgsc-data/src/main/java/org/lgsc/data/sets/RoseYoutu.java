package org.lgsc.data.sets;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * ROSE-Youtu: videos {@code L_S_D_x_E_p_N.mp4}, e.g. {@code 10/G_NT_5s_wg_E_10_1.mp4}, in any
 * folders. L is G for bona fide or the attack type, S whether the subject speaks, D the device, x
 * glasses, E the background, p the subject and N a number.
 *
 * <p>Names and subjects are those of the public loader <a
 * href="https://github.com/Gradiant/bob.gradiant.face.databases">bob.gradiant.face.databases</a>
 * (rose_youtu_database.py): subjects 2 to 10 are for training, 11 and 12 for development, and those
 * from 13 on for the test.
 */
final class RoseYoutu extends IndexedSet {
    static final String NAME = "rose-youtu";

    private static final Pattern VIDEO =
            Pattern.compile("([A-Z][a-z]?)_(?:N?T)_[A-Za-z0-9]+_w?g_[^_]+_(\\d{1,2})_\\d+");
    private static final Map<String, String> SPECIES =
            Map.of(
                    "G", "",
                    "Ps", "print-still",
                    "Pq", "print-quivering",
                    "Vl", "replay-lenovo",
                    "Vm", "replay-mac",
                    "Mc", "paper-mask-cropped",
                    "Mf", "paper-mask-full",
                    "Mu", "paper-mask-upper",
                    "Ml", "paper-mask-lower");
    private static final Set<String> DEVELOPMENT = Set.of("11", "12");
    private static final int FIRST_TEST = 13;
    private static final int LAST = 23;

    RoseYoutu(Path root) {
        super(NAME, "ROSE-Youtu", DatasetFolder.locate(root, NAME));
        for (Path file : folder.files("", FileNames.VIDEOS)) {
            String stem = FileNames.stem(file);
            Matcher m = VIDEO.matcher(stem);
            if (m.matches() && SPECIES.containsKey(m.group(1))) {
                String subject = RootFormat.of("%02d", Integer.parseInt(m.group(2)));
                // the stem, not the path: copies differ in their folders
                add(Presentation.of(stem, file, SPECIES.get(m.group(1)), subject));
            } else {
                misnamed(folder.id(file), "ROSE-Youtu's L_S_D_x_E_p_N, e.g. G_NT_5s_wg_E_10_1");
            }
        }
        requireAny();
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        protocol.split(
                        Split.TRAIN,
                        where(p -> number(p) < FIRST_TEST && !DEVELOPMENT.contains(p.subject())))
                .split(Split.DEV, where(p -> DEVELOPMENT.contains(p.subject())))
                .split(Split.TEST, where(p -> number(p) >= FIRST_TEST && number(p) <= LAST))
                .remark(
                        "subjects are split as in bob.gradiant.face.databases: 11 and 12 for"
                                + " development, from 13 on for the test");
        Set<String> others =
                new TreeSet<>(DevelopmentSubjects.subjects(where(p -> number(p) > LAST)));
        others.forEach(s -> protocol.remark("subject " + s + " is not known and left out"));
        return protocol;
    }

    private static int number(Presentation presentation) {
        return Integer.parseInt(presentation.subject());
    }
}
