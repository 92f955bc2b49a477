package org.lgsc.data.sets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * OULU-NPU: {@code {Train,Dev,Test}_files/P_S_UU_F.avi} with the eye positions in {@code
 * P_S_UU_F.txt}, and {@code Protocols/Protocol_N/{Train,Dev,Test}[_fold].txt}.
 *
 * <p>Species are "print" and "replay", the two of the official metric. Official lists are used if
 * present and must agree with the rule; without them the rule decides.
 */
final class OuluNpu extends IndexedSet {
    static final String NAME = "oulu-npu";

    private static final String PATTERN = "PHONE_SESSION_USER_FILE, e.g. 1_1_01_1";

    OuluNpu(Path root) {
        super(
                NAME,
                "OULU-NPU",
                DatasetFolder.locate(root, NAME, "Train_files", "Dev_files", "Test_files"));
        for (Split split : Split.values()) {
            for (Path file : folder.files(folderOf(split), FileNames.VIDEOS)) {
                Optional<OuluName> name = OuluName.parse(FileNames.stem(file));
                if (name.isPresent()) {
                    // not the path: some archives repeat the folder, Train_files/Train_files
                    String id = id(split, name.get());
                    add(Presentation.of(id, file, name.get().species(), name.get().subject()));
                } else {
                    misnamed(folder.id(file), PATTERN);
                }
            }
        }
        requireAny();
    }

    private static String folderOf(Split split) {
        return switch (split) {
            case TRAIN -> "Train_files";
            case DEV -> "Dev_files";
            case TEST -> "Test_files";
        };
    }

    private static String id(Split split, OuluName name) {
        return folderOf(split) + "/" + name;
    }

    @Override
    public List<ProtocolId> protocols() {
        return OuluRule.PROTOCOLS;
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        OuluRule rule = OuluRule.of(id);
        int[] published = rule.published();

        int lists = 0;
        for (Split split : Split.values()) {
            Path list = folder.resolve(rule.listFile(split));
            boolean listed = Files.exists(list);
            Collection<String> ids = listed ? listed(list, rule, split) : byRule(rule, split);
            lists += listed ? 1 : 0;
            Set<String> expected = new LinkedHashSet<>(byRule(rule, split));
            expected.addAll(ids);
            protocol.split(split, present(ids))
                    .missing(split, absent(expected))
                    .published(
                            split,
                            published[2 * split.ordinal()],
                            published[2 * split.ordinal() + 1]);
        }
        return protocol.remark(
                lists == 3
                        ? "by the official lists, which agree with the rule"
                        : lists == 0
                                ? "by rule; there are no official lists"
                                : "by rule where an official list is missing");
    }

    private Collection<String> listed(Path file, OuluRule rule, Split split) {
        OfficialList list = OfficialList.read(file, (line, place) -> id(split, parse(line, place)));
        list.requireAgreement(
                id -> rule.admits(name(id), split),
                below(folderOf(split)).stream().map(Presentation::id).toList());
        return list.ids();
    }

    /** A line is {@code +1,1_1_01_1}; test lists have -2 for replay, so only the sign counts. */
    private static OuluName parse(String line, String place) {
        String[] parts = line.split("\\s*,\\s*|\\s+");
        Optional<OuluName> name = parts.length == 2 ? OuluName.parse(parts[1]) : Optional.empty();
        if (name.isEmpty() || !parts[0].matches("[+-]?[12]")) {
            throw LgscException.of("%s: '%s' is not LABEL,NAME, e.g. +1,1_1_01_1.", place, line);
        }
        boolean live = !parts[0].startsWith("-");
        if (live != name.get().species().isEmpty()) {
            throw LgscException.of(
                    "%s: label %s contradicts the name %s.", place, parts[0], name.get());
        }
        return name.get();
    }

    private static OuluName name(String id) {
        return OuluName.parse(id.substring(id.indexOf('/') + 1)).orElseThrow();
    }

    /** Returns all ids of the complete set, so that missing ones can be named. */
    private Collection<String> byRule(OuluRule rule, Split split) {
        Set<String> ids = new LinkedHashSet<>();
        int first = split == Split.TRAIN ? 1 : split == Split.DEV ? 21 : 36;
        int last = split == Split.TRAIN ? 20 : split == Split.DEV ? 35 : 55;
        for (int subject = first; subject <= last; subject++) {
            for (int i = 0; i < 6 * 3 * 5; i++) {
                OuluName name =
                        new OuluName(
                                i / 15 + 1,
                                i / 5 % 3 + 1,
                                RootFormat.of("%02d", subject),
                                i % 5 + 1);
                if (rule.admits(name, split)) {
                    ids.add(id(split, name));
                }
            }
        }
        // subjects in another folder than the official one still take part
        below(folderOf(split)).stream()
                .map(Presentation::id)
                .filter(id -> rule.admits(name(id), split))
                .forEach(ids::add);
        return ids;
    }

    @Override
    public FaceTrack faces(Presentation presentation) {
        return FaceFormat.OULU_EYES.beside(presentation, ".txt");
    }
}
