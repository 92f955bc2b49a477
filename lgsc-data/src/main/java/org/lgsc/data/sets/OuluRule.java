package org.lgsc.data.sets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.protocol.ProtocolId;

/**
 * Selects the presentations of an OULU-NPU protocol: 1 tests on another session, 2 on other
 * printers and displays, 3 on the left-out phone (six folds), 4 on all of these (six folds).
 */
record OuluRule(int protocol, int phone) {
    static final List<ProtocolId> PROTOCOLS = protocols();

    private static List<ProtocolId> protocols() {
        List<ProtocolId> all = new ArrayList<>(List.of(ProtocolId.of("1"), ProtocolId.of("2")));
        for (String name : List.of("3", "4")) {
            for (int fold = 1; fold <= 6; fold++) {
                all.add(ProtocolId.of(name, fold));
            }
        }
        return List.copyOf(all);
    }

    /** Returns the rule of one of {@link #PROTOCOLS}. */
    static OuluRule of(ProtocolId id) {
        return new OuluRule(
                Integer.parseInt(id.name()), id.fold().isEmpty() ? 0 : Integer.parseInt(id.fold()));
    }

    boolean admits(OuluName name, Split split) {
        boolean test = split == Split.TEST;
        boolean session = (name.session() == 3) == test;
        boolean left = (name.phone() == phone) == test;
        boolean instrument =
                name.file() == 1
                        || (test
                                ? name.file() == 3 || name.file() == 5
                                : name.file() == 2 || name.file() == 4);
        return switch (protocol) {
            case 1 -> session;
            case 2 -> instrument;
            case 3 -> left;
            default -> session && left && instrument;
        };
    }

    /** Path below the data set's folder. */
    String listFile(Split split) {
        String name = split.folder();
        String title = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return RootFormat.of(
                "Protocols/Protocol_%s/%s%s.txt", protocol, title, phone == 0 ? "" : "_" + phone);
    }

    /** Returns bona fide and attacks in train, dev and test (Boulkenafet et al., table III). */
    int[] published() {
        return switch (protocol) {
            case 1 -> new int[] {240, 960, 180, 720, 120, 480};
            case 2 -> new int[] {360, 720, 270, 540, 360, 720};
            case 3 -> new int[] {300, 1200, 225, 900, 60, 240};
            default -> new int[] {200, 400, 150, 300, 20, 40};
        };
    }
}
