package org.lgsc.data.sets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lgsc.core.LgscException;
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
 * MSU-MFSD: {@code real/real_client001_{android,laptop}_SD_scene01.{mp4,mov}}, {@code
 * attack/attack_client001_DEVICE_SD_{ipad_video,iphone_video,printed_photo}_scene01.*}, {@code
 * .face} files next to them, and {@code train_sub_list.txt} and {@code test_sub_list.txt} with one
 * client per line.
 *
 * <p>The set has no development split: the last quarter of the training clients is held out. The
 * live android recordings of clients 3, 5, 6, 7, 8 and 9 are upside down.
 */
final class MsuMfsd extends IndexedSet {
    static final String NAME = "msu-mfsd";

    private static final Pattern REAL =
            Pattern.compile("real_client(\\d{3})_(android|laptop)_SD_scene01");
    private static final Pattern ATTACK =
            Pattern.compile(
                    "attack_client(\\d{3})_(?:android|laptop)_SD_"
                            + "(ipad_video|iphone_video|printed_photo)_scene01");
    private static final Set<String> UPSIDE_DOWN = Set.of("003", "005", "006", "007", "008", "009");

    private final Path root;

    MsuMfsd(Path root) {
        super(NAME, "MSU-MFSD", DatasetFolder.locate(root, NAME, "real", "attack"));
        this.root = root;
        for (String part : List.of("real", "attack")) {
            for (Path file : folder.files(part, FileNames.VIDEOS)) {
                add(file, part);
            }
        }
        requireAny();
    }

    private void add(Path file, String part) {
        String id = part + "/" + FileNames.stem(file);
        boolean live = part.equals("real");
        Matcher m = (live ? REAL : ATTACK).matcher(FileNames.stem(file));
        if (!m.matches()) {
            misnamed(id, "MSU-MFSD's names, e.g. real_client001_android_SD_scene01");
            return;
        }
        String species = live ? "" : m.group(2).replace('_', '-');
        Presentation presentation = Presentation.of(id, file, species, m.group(1));
        boolean turned = live && m.group(2).equals("android") && UPSIDE_DOWN.contains(m.group(1));
        add(turned ? presentation.withRotation(180) : presentation);
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        Set<String> learn = clients("train_sub_list.txt");
        Set<String> test = clients("test_sub_list.txt");
        Set<String> dev = DevelopmentSubjects.lastQuarter(learn);
        holdOut(protocol, where(p -> learn.contains(p.subject())), p -> dev.contains(p.subject()))
                .split(Split.TEST, where(p -> test.contains(p.subject())))
                .published(Split.TEST, 40, 120)
                .remark(DevelopmentSubjects.remark(dev));
        if (learn.size() == 15) {
            protocol.published(Split.TRAIN, 22, 66).published(Split.DEV, 8, 24);
        }
        for (Split split : Split.values()) {
            Set<String> clients = split == Split.TEST ? test : split == Split.DEV ? dev : learn;
            protocol.missing(
                    split,
                    absent(clients).stream()
                            .filter(a -> split != Split.TRAIN || !dev.contains(client(a)))
                            .toList());
        }
        for (String client : DevelopmentSubjects.subjects(presentations())) {
            if (!learn.contains(client) && !test.contains(client)) {
                protocol.remark("client " + client + " is in neither list and left out");
            }
        }
        return protocol;
    }

    private static String client(String id) {
        return id.replaceFirst(".*client(\\d{3}).*", "$1");
    }

    /** Extensions differ by camera, but names without extension do not. */
    private List<String> absent(Set<String> clients) {
        List<String> plan = new ArrayList<>();
        for (String client : clients) {
            for (String camera : List.of("android", "laptop")) {
                plan.add("real/real_client" + client + "_" + camera + "_SD_scene01");
                for (String attack : List.of("ipad_video", "iphone_video", "printed_photo")) {
                    plan.add(
                            RootFormat.of(
                                    "attack/attack_client%s_%s_SD_%s_scene01",
                                    client, camera, attack));
                }
            }
        }
        return absent(plan);
    }

    private Set<String> clients(String name) {
        Path beside = folder.resolve(name);
        Path file = Files.exists(beside) ? beside : DatasetFolder.resolve(root, name);
        if (!Files.exists(file)) {
            throw LgscException.of(
                    "There is no list %s; MSU-MFSD's splits are only in train_sub_list.txt and"
                            + " test_sub_list.txt.",
                    beside);
        }
        return OfficialList.read(
                        file,
                        (line, place) -> {
                            if (!line.matches("\\d{1,3}")) {
                                throw LgscException.of(
                                        "%s: '%s' is not a client number.", place, line);
                            }
                            return RootFormat.of("%03d", Integer.parseInt(line));
                        })
                .ids();
    }

    @Override
    public FaceTrack faces(Presentation presentation) {
        return FaceFormat.MSU_CORNERS.beside(presentation, ".face");
    }
}
