package org.lgsc.data.sets;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * The pictures of MSU-USSA: {@code LiveSubjectsImages/N.jpg} and {@code
 * SpoofSubjectImages/{MacBook,Nexus,PrintedPhoto,Tablet}_{Front,Rear}Camera/N.jpg}, N being the
 * subject, as two independent public programs read them (<a
 * href="https://ieeexplore.ieee.org/document/7487030">Patel et al. 2016</a> describe the set).
 *
 * <p>The set is evaluated by five-fold cross-validation over subjects. The format of its list of
 * folds ({@code FiveFoldSubjectID}) could not be established, so folds are made here: subject N
 * belongs to fold N modulo 5, fold 5 for a remainder of 0. One fold is the test split, the next one
 * the development split; the other three are for training.
 */
final class MsuUssa extends IndexedSet {
    static final String NAME = "msu-ussa";

    private static final int FOLDS = 5;
    private static final String CROSS_VALIDATION = "cross-validation";
    private static final String LIVE = "LiveSubjectsImages";

    /** The authors use both spellings. */
    private static final List<String> SPOOF = List.of("SpoofSubjectImages", "SpoofSubjectsImages");

    private static final Map<String, String> SPECIES =
            Map.of(
                    "macbook", "macbook",
                    "nexus", "nexus",
                    "printedphoto", "printed-photo",
                    "tablet", "tablet");

    MsuUssa(Path root) {
        super(NAME, "MSU-USSA", DatasetFolder.locate(root, NAME, LIVE, SPOOF.get(0), SPOOF.get(1)));
        for (Path file : folder.files(LIVE, FileNames.PICTURES)) {
            add(file, "", LIVE);
        }
        for (String name : SPOOF) {
            for (Path file : folder.files(name, FileNames.PICTURES)) {
                String medium = DatasetFolder.folderName(file);
                String key = medium.toLowerCase(Locale.ROOT);
                String kind =
                        key.matches("[a-z]+_(front|rear)camera")
                                ? SPECIES.get(key.substring(0, key.indexOf('_')))
                                : null;
                add(file, kind, SPOOF.get(0) + "/" + medium);
            }
        }
        requireAny();
    }

    private void add(Path file, @Nullable String species, String place) {
        String number = FileNames.stem(file);
        if (species == null || !number.matches("\\d{1,5}")) {
            misnamed(
                    folder.id(file),
                    RootFormat.of(
                            "%1$s/N or %2$s/MEDIUM_{Front,Rear}Camera/N, e.g."
                                    + " %2$s/Tablet_RearCamera/109",
                            LIVE, SPOOF.get(0)));
            return;
        }
        String subject = RootFormat.of("%04d", Integer.parseInt(number));
        add(Presentation.of(place + "/" + number, file, species, subject));
    }

    @Override
    public List<ProtocolId> protocols() {
        return IntStream.rangeClosed(1, FOLDS)
                .mapToObj(fold -> ProtocolId.of(CROSS_VALIDATION, fold))
                .toList();
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        int test = Integer.parseInt(id.fold()) % FOLDS;
        int dev = (test + 1) % FOLDS;
        return protocol.split(Split.TRAIN, where(p -> fold(p) != test && fold(p) != dev))
                .split(Split.DEV, where(p -> fold(p) == dev))
                .split(Split.TEST, where(p -> fold(p) == test))
                .remark(
                        "folds are subjects by their number modulo 5, not those of the set's"
                                + " authors; development is the fold after the tested one");
    }

    private static int fold(Presentation presentation) {
        return Integer.parseInt(presentation.subject()) % FOLDS;
    }
}
