package org.lgsc.data.sets;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contents of the name of an OULU-NPU video, {@code Phone_Session_User_File}.
 *
 * @param phone 1 to 6
 * @param session 1 to 3
 * @param subject two digits, 01 to 55
 * @param file 1 bona fide, 2 and 3 print (printer 1, 2), 4 and 5 replay (display 1, 2)
 */
record OuluName(int phone, int session, String subject, int file) {
    private static final Pattern NAME = Pattern.compile("([1-6])_([1-3])_(\\d\\d)_([1-5])");

    static Optional<OuluName> parse(String stem) {
        Matcher m = NAME.matcher(stem);
        return m.matches()
                ? Optional.of(
                        new OuluName(
                                Integer.parseInt(m.group(1)),
                                Integer.parseInt(m.group(2)),
                                m.group(3),
                                Integer.parseInt(m.group(4))))
                : Optional.empty();
    }

    /** Returns the species; empty for bona fide. */
    String species() {
        return file == 1 ? "" : file <= 3 ? "print" : "replay";
    }

    @Override
    public String toString() {
        return phone + "_" + session + "_" + subject + "_" + file;
    }
}
