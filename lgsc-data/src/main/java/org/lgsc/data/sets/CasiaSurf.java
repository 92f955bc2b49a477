package org.lgsc.data.sets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * The colour pictures of CASIA-SURF: {@code train_list.txt}, {@code val_private_list.txt} and
 * {@code test_private_list.txt} with lines {@code COLOUR DEPTH INFRARED LABEL}, paths relative to
 * the lists and 1 for bona fide, e.g. {@code
 * Training/real_part/CLKJ_CS0110/real.rssdk/color/91.jpg} or {@code Val/0000/000037-color.jpg}.
 * Depth and infrared pictures are not used.
 *
 * <p>Every attack is a printed photograph, flat, bent or cut. For validation and test the set
 * states neither the kind nor the subject. Lists as in <a
 * href="https://github.com/bioidiap/bob.pad.face">bob.pad.face</a> (casia_surf.py), folders as in
 * <a href="https://github.com/bioidiap/bob.db.casiasurf">bob.db.casiasurf</a> (create.py).
 */
final class CasiaSurf extends IndexedSet {
    static final String NAME = "casia-surf";

    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+\\S+\\s+\\S+\\s+([01])");
    private static final Pattern TRAINING =
            Pattern.compile("(Training/(real|fake)_part/([^/]+)/[^/]+)/color/[^/]+");

    private final Map<Split, OfficialList> lists = new EnumMap<>(Split.class);

    CasiaSurf(Path root) {
        super(
                NAME,
                "CASIA-SURF",
                DatasetFolder.locate(root, NAME, "Training", "Val", "Testing", "Test"));
        Map<String, Picture> pictures = new LinkedHashMap<>();
        for (Split split : Split.values()) {
            Path file = folder.resolve(list(split));
            if (Files.exists(file)) {
                lists.put(
                        split,
                        OfficialList.read(file, (line, place) -> id(line, place, split, pictures)));
            }
        }
        if (lists.isEmpty()) {
            throw LgscException.of(
                    "There is no list %s; CASIA-SURF's labels are only in train_list.txt,"
                            + " val_private_list.txt and test_private_list.txt.",
                    folder.base().resolve(list(Split.TRAIN)));
        }
        pictures.forEach(this::add);
        requireAny();
    }

    private static String list(Split split) {
        return switch (split) {
            case TRAIN -> "train_list.txt";
            case DEV -> "val_private_list.txt";
            case TEST -> "test_private_list.txt";
        };
    }

    /** The contents of a line. */
    private record Picture(String path, boolean live, Split split) {}

    private static String id(
            String line, String place, Split split, Map<String, Picture> pictures) {
        Matcher m = LINE.matcher(line);
        if (!m.matches() || m.group(1).contains("..") || m.group(1).startsWith("/")) {
            throw LgscException.of(
                    "%s: '%s' is not COLOUR DEPTH INFRARED LABEL, label 0 or 1.", place, line);
        }
        String path = m.group(1);
        String id = path.replaceFirst("\\.[A-Za-z]+$", "");
        Picture picture = new Picture(path, m.group(2).equals("1"), split);
        Matcher training = TRAINING.matcher(id);
        if (training.matches() && training.group(2).equals("real") != picture.live()) {
            throw LgscException.of(
                    "%s: label %s contradicts the folder of %s.", place, m.group(2), path);
        }
        Picture other = pictures.putIfAbsent(id, picture);
        if (other != null && !other.equals(picture)) {
            throw LgscException.of(
                    "%s: %s is also in another list or has another label.", place, path);
        }
        return id;
    }

    private void add(String id, Picture picture) {
        Path file = folder.resolve(picture.path());
        if (!Files.isRegularFile(file)) {
            return; // a protocol lists missing files
        }
        Matcher m = TRAINING.matcher(id);
        boolean known = m.matches();
        Presentation p =
                Presentation.of(id, file, picture.live() ? "" : "print", known ? m.group(3) : "");
        add(known ? p.withVideo(m.group(1)) : p);
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        for (Split split : Split.values()) {
            OfficialList list = lists.get(split);
            if (list == null) {
                protocol.remark("there is no " + list(split));
            } else {
                protocol.split(split, present(list.ids())).missing(split, absent(list.ids()));
            }
        }
        return protocol;
    }
}
