package org.lgsc.data.sets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * SiW-Mv2, the published version of SiW-M: {@code Live/Live_N.mov} and {@code
 * Spoof/KIND/NAME_N.mov}, NAME being Makeup_Co, Mask_Half, Paper and the like, and the authors'
 * lists {@code {train,test}list_{live,all}.txt} next to these folders or in {@code pro_3_text},
 * with a name without extension per line (<a
 * href="https://github.com/CHELSEA234/Multi-domain-learning-FAS">Multi-domain-learning-FAS</a>,
 * source_SiW_Mv2: README.md, config_siwm.py and pro_3_text).
 *
 * <p>Protocol 1 is the lists. Protocol 2 leaves a species out: training does not have it, and the
 * test has all of its videos and the bona fide of the test list. (The authors' program leaves paper
 * masks and paper glasses out together with prints, because it looks for "Paper" in names; here a
 * fold is one species.) Without the lists all videos are in the training split of the only protocol
 * "unsplit", from which the protocol "unseen" of any set can be made.
 *
 * <p>The set does not state the subject of a video and has no development split: the last quarter
 * of the training videos of each species, by name, is held out.
 */
final class SiwMv2 extends IndexedSet {
    static final String NAME = "siw-mv2";

    private static final ProtocolId UNSPLIT = ProtocolId.of("unsplit");
    private static final ProtocolId LISTED = ProtocolId.of("1");
    private static final String LEAVE_ONE_OUT = "2";
    private static final Pattern VIDEO = Pattern.compile("([A-Z][A-Za-z_]*[a-z])_\\d+");
    private static final Map<String, String> SPECIES = species();

    private final Path lists;

    private static Map<String, String> species() {
        Map<String, String> species = new LinkedHashMap<>();
        species.put("Live", "");
        species.put("Makeup_Co", "makeup-cosmetic");
        species.put("Makeup_Im", "makeup-impersonation");
        species.put("Makeup_Ob", "makeup-obfuscation");
        species.put("Mask_Half", "half-mask");
        species.put("Mask_Mann", "mannequin");
        species.put("Mask_Paper", "paper-mask");
        species.put("Mask_Silicone", "silicone-mask");
        species.put("Mask_Trans", "transparent-mask");
        species.put("Paper", "print");
        species.put("Partial_Eye", "partial-eye");
        species.put("Partial_Funnyeye", "funny-eye-glasses");
        species.put("Partial_Mouth", "partial-mouth");
        species.put("Partial_Paperglass", "paper-glasses");
        species.put("Replay", "replay");
        return species;
    }

    SiwMv2(Path root) {
        super(NAME, "SiW-Mv2", DatasetFolder.locate(root, NAME, "Live", "Spoof"));
        for (String part : List.of("Live", "Spoof")) {
            for (Path file : folder.files(part, FileNames.VIDEOS)) {
                String kind = species(FileNames.stem(file));
                if (kind != null && kind.isEmpty() == part.equals("Live")) {
                    add(Presentation.of(FileNames.stem(file), file, kind, ""));
                } else {
                    misnamed(
                            folder.id(file), "Live/Live_N or Spoof/KIND/NAME_N, e.g. Mask_Half_12");
                }
            }
        }
        requireAny();
        Path own = folder.resolve("pro_3_text");
        lists = Files.isDirectory(own) ? own : folder.base();
    }

    /** Returns null when it is not a name of the set. */
    private static @Nullable String species(String name) {
        Matcher m = VIDEO.matcher(name);
        return m.matches() ? SPECIES.get(m.group(1)) : null;
    }

    private Path list(String name) {
        return DatasetFolder.resolve(lists, name + ".txt");
    }

    private boolean hasLists() {
        return List.of("trainlist_live", "trainlist_all", "testlist_live", "testlist_all").stream()
                .allMatch(name -> Files.exists(list(name)));
    }

    @Override
    public List<ProtocolId> protocols() {
        if (!hasLists()) {
            return List.of(UNSPLIT);
        }
        List<ProtocolId> all = new ArrayList<>(List.of(LISTED));
        SPECIES.values().stream()
                .filter(kind -> !kind.isEmpty())
                .forEach(kind -> all.add(new ProtocolId(LEAVE_ONE_OUT, kind)));
        return all;
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        if (id.equals(UNSPLIT)) {
            return protocol.split(Split.TRAIN, presentations())
                    .remark("the authors' lists are missing: nothing is held out");
        }
        String left = id.equals(LISTED) ? "" : id.fold();
        Set<String> learn = new LinkedHashSet<>(listed("trainlist_live"));
        learn.addAll(listed("trainlist_all"));
        Set<String> test = new LinkedHashSet<>(listed("testlist_live"));
        if (left.isEmpty()) {
            test.addAll(listed("testlist_all"));
        } else {
            learn.removeIf(name -> left.equals(species(name)));
            where(p -> p.species().equals(left)).forEach(p -> test.add(p.id()));
        }
        List<Presentation> training = present(learn);
        Set<String> dev = development(training);
        return holdOut(protocol, training, p -> dev.contains(p.id()))
                .split(Split.TEST, present(test))
                .missing(Split.TRAIN, absent(learn))
                .missing(Split.TEST, absent(test))
                .remark(
                        "the set has no development split; the last quarter of the training videos"
                                + " of each species, by name, is held out");
    }

    @Override
    String choices() {
        return hasLists()
                ? super.choices()
                : "only 'unsplit', because the lists trainlist_live.txt and the others are not in "
                        + lists;
    }

    private static Set<String> development(List<Presentation> training) {
        Set<String> held = new TreeSet<>();
        for (String kind : SPECIES.values()) {
            held.addAll(
                    DevelopmentSubjects.lastQuarter(
                            training.stream()
                                    .filter(p -> p.species().equals(kind))
                                    .map(Presentation::id)
                                    .toList()));
        }
        return held;
    }

    private Set<String> listed(String name) {
        boolean live = name.endsWith("live");
        return OfficialList.read(
                        list(name),
                        (line, place) -> {
                            String kind = species(line);
                            if (kind == null || kind.isEmpty() != live) {
                                throw LgscException.of(
                                        "%s: '%s' is not a video of this list, e.g. %s.",
                                        place, line, live ? "Live_12" : "Mask_Half_12");
                            }
                            return line;
                        })
                .ids();
    }
}
