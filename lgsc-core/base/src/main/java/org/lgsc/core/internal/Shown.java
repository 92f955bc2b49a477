package org.lgsc.core.internal;

/**
 * Text of strangers (names of files, entries and species, words of a file) as it may be shown in a
 * line of a message or a table: what would end the line or steer a terminal becomes a question
 * mark.
 */
public final class Shown {
    private Shown() {}

    /** The text without what no line holds. */
    public static String text(String text) {
        return text(text, text.length());
    }

    /**
     * The text without what no line holds, cut off where it is too long.
     *
     * @param most characters
     */
    public static String text(String text, int most) {
        StringBuilder shown = new StringBuilder(Math.min(most, text.length()));
        for (int i = 0; i < text.length() && i < most; i++) {
            char c = text.charAt(i);
            shown.append(isPlain(c) ? c : '?');
        }
        return shown.toString();
    }

    /** No control character, line end or mark that turns the direction of writing. */
    private static boolean isPlain(char c) {
        boolean turns = c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
        return !Character.isISOControl(c) && c != '\u2028' && c != '\u2029' && !turns;
    }
}
