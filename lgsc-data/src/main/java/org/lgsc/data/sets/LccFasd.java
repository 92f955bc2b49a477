package org.lgsc.data.sets;

import java.nio.file.Path;
import java.util.Locale;
import org.lgsc.core.Split;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * The pictures of LCC-FASD: {@code LCC_FASD_{training,development,evaluation}/{real,spoof}/*.png};
 * those of the evaluation also as {@code {real,spoof}*.png} without a folder. The set states
 * neither the subject of a picture nor its attack type: all attacks are of the species "spoof".
 *
 * <p>The layout is that of public training programs, e.g. <a
 * href="https://github.com/kprokofi/light-weight-face-anti-spoofing">light-weight-face-anti-spoofing</a>,
 * which use the whole pictures; the counts are those of the set's paper.
 */
final class LccFasd extends IndexedSet {
    static final String NAME = "lcc-fasd";

    LccFasd(Path root) {
        super(
                NAME,
                "LCC-FASD",
                DatasetFolder.locate(
                        root,
                        NAME,
                        folderOf(Split.TRAIN),
                        folderOf(Split.DEV),
                        folderOf(Split.TEST)));
        for (Split split : Split.values()) {
            for (Path file : folder.files(folderOf(split), FileNames.PICTURES)) {
                add(file, split);
            }
        }
        requireAny();
    }

    private void add(Path file, Split split) {
        String parent = DatasetFolder.folderName(file).toLowerCase(Locale.ROOT);
        String stem = FileNames.stem(file);
        String kind = parent;
        if (split == Split.TEST && parent.equals(folderOf(split).toLowerCase(Locale.ROOT))) {
            kind = stem.toLowerCase(Locale.ROOT).replaceFirst("^(real|spoof).*", "$1");
        }
        if (kind.equals("real") || kind.equals("spoof")) {
            String id = String.join("/", folderOf(split), kind, stem);
            add(Presentation.of(id, file, kind.equals("real") ? "" : kind, ""));
        } else {
            misnamed(folder.id(file), folderOf(split) + "/{real,spoof}/NAME");
        }
    }

    private static String folderOf(Split split) {
        return switch (split) {
            case TRAIN -> "LCC_FASD_training";
            case DEV -> "LCC_FASD_development";
            case TEST -> "LCC_FASD_evaluation";
        };
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        for (Split split : Split.values()) {
            protocol.split(split, below(folderOf(split)));
        }
        return protocol.published(Split.TRAIN, 1223, 7076)
                .published(Split.DEV, 405, 2543)
                .published(Split.TEST, 314, 7266);
    }
}
