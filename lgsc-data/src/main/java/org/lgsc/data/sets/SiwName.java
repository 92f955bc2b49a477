package org.lgsc.data.sets;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contents of the name of an SiW video, {@code SUBJECT-SENSOR-TYPE-MEDIUM-SESSION}. The set's
 * readme has underscores, its files have dashes; both are read.
 *
 * @param subject three digits
 * @param sensor 1 or 2
 * @param type 1 live, 2 print, 3 replay
 * @param medium of an attack: 1 to 2 for print, 1 to 4 for replay
 * @param session 1 and up
 */
record SiwName(String subject, int sensor, int type, int medium, int session) {
    static final int LIVE = 1;
    static final int PRINT = 2;
    static final int REPLAY = 3;

    private static final Pattern NAME =
            Pattern.compile("(\\d{3})[-_](\\d)[-_]([1-3])[-_](\\d)[-_](\\d)");

    static Optional<SiwName> parse(String stem) {
        Matcher m = NAME.matcher(stem);
        return m.matches()
                ? Optional.of(
                        new SiwName(
                                m.group(1),
                                Integer.parseInt(m.group(2)),
                                Integer.parseInt(m.group(3)),
                                Integer.parseInt(m.group(4)),
                                Integer.parseInt(m.group(5))))
                : Optional.empty();
    }

    /** Returns the species; empty for bona fide. */
    String species() {
        return type == LIVE ? "" : type == PRINT ? "print" : "replay";
    }
}
