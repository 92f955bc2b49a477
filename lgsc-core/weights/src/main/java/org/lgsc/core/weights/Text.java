package org.lgsc.core.weights;

/** Names out of files of strangers, fit for a message. */
final class Text {
    private static final int LONGEST = 120;

    private Text() {}

    /** Without control characters, cut where it is too long. */
    static String shown(String name) {
        String clean = name.replaceAll("[\\p{Cntrl}]", "?");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
    }
}
