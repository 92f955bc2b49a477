package org.lgsc.data.sets;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lgsc.core.Split;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * Replay-Mobile: {@code {train,devel,test}/real/clientNNN_sessionNN_authenticate_DEVICE_LIGHT.mov}
 * and {@code
 * {train,devel,test}/attack/attack_clientNNN_sessionNN_{print,mattescreen}_{fixed,hand}_DEVICE_{photo,video}_LIGHT.mov},
 * also in folders below these. Enrolment videos are not presentations.
 *
 * <p>Names, splits, protocols and counts are those of the authors' package <a
 * href="https://github.com/bioidiap/bob.db.replaymobile">bob.db.replaymobile</a> (create.py,
 * models.py, test.py) and of <a href="https://github.com/bioidiap/bob.pad.face">bob.pad.face</a>.
 * The face boxes published with the set are not used: bob reads them in a frame that it has flipped
 * for one of the two devices.
 */
final class ReplayMobile extends IndexedSet {
    static final String NAME = "replay-mobile";

    private static final List<ProtocolId> PROTOCOLS =
            List.of("grandtest", "print", "mattescreen").stream().map(ProtocolId::of).toList();
    private static final Pattern REAL =
            Pattern.compile(
                    "client(\\d{3})_session\\d\\d_authenticate_(?:mobile|tablet)_[a-z]+(?:_\\d+)?");
    private static final Pattern ATTACK =
            Pattern.compile(
                    "attack_client(\\d{3})_session\\d\\d_(print|mattescreen)_(?:fixed|hand)"
                            + "_(?:mobile|tablet)_(photo|video)_[a-z]+(?:_\\d+)?");

    ReplayMobile(Path root) {
        super(NAME, "Replay-Mobile", DatasetFolder.locate(root, NAME, "train", "devel", "test"));
        for (Split split : Split.values()) {
            for (String part : List.of("real", "attack")) {
                for (Path file : folder.files(folderOf(split) + "/" + part, FileNames.VIDEOS)) {
                    add(file, split, part);
                }
            }
        }
        requireAny();
    }

    private void add(Path file, Split split, String part) {
        String stem = FileNames.stem(file).toLowerCase(Locale.ROOT);
        String id = String.join("/", folderOf(split), part, stem);
        boolean live = part.equals("real");
        Matcher m = (live ? REAL : ATTACK).matcher(stem);
        if (!m.matches()) {
            misnamed(
                    id,
                    "Replay-Mobile's names, e.g. real/client001_session01_authenticate_mobile_"
                            + "adverse or attack/attack_client005_session01_mattescreen_fixed_"
                            + "mobile_photo_lightoff");
            return;
        }
        String species =
                live ? "" : m.group(2).equals("print") ? "print" : "mattescreen-" + m.group(3);
        add(Presentation.of(id, file, species, m.group(1)));
    }

    private static String folderOf(Split split) {
        return split == Split.DEV ? "devel" : split.folder();
    }

    @Override
    public List<ProtocolId> protocols() {
        return PROTOCOLS;
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        boolean all = id.name().equals("grandtest");
        List<Presentation> admitted =
                where(p -> all || p.species().isEmpty() || p.species().startsWith(id.name()));

        for (Split split : Split.values()) {
            protocol.split(
                    split,
                    DevelopmentSubjects.where(
                            admitted, p -> p.id().startsWith(folderOf(split) + "/")));
        }
        int each = all ? 16 : 8; // for 12, 16 and 12 clients; one of the last has no bona fide
        return protocol.published(Split.TRAIN, 120, 12 * each)
                .published(Split.DEV, 160, 16 * each)
                .published(Split.TEST, 110, 12 * each);
    }
}
