package org.lgsc.core.internal.weights;

/** Names out of files of strangers, fit for a message. */
public final class Text {
    private static final int LONGEST = 120;

    private Text() {}

    /** Without control characters, cut where it is too long. */
    public static String shown(String name) {
        String clean = name.replaceAll("[\\p{Cntrl}]", "?");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
    }
}
