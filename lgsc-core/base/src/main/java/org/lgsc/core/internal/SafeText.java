package org.lgsc.core.internal;

/**
 * Makes untrusted text (names of files, entries and species, words from a file) safe to show in one
 * line of a message or a table: a character that would end the line or control a terminal is
 * replaced by a question mark.
 */
public final class SafeText {
    private SafeText() {}

    /** Returns the text with unsafe characters replaced. */
    public static String text(String text) {
        return text(text, text.length());
    }

    /**
     * Returns the text with unsafe characters replaced, cut off where it is too long.
     *
     * @param most largest number of characters
     */
    public static String text(String text, int most) {
        StringBuilder shown = new StringBuilder(Math.min(most, text.length()));
        for (int i = 0; i < text.length() && i < most; i++) {
            char c = text.charAt(i);
            shown.append(isPlain(c) ? c : '?');
        }
        return shown.toString();
    }

    /**
     * True unless it is a control character, a line end or a mark that changes the writing
     * direction.
     */
    private static boolean isPlain(char c) {
        boolean turns = c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
        return !Character.isISOControl(c) && c != '\u2028' && c != '\u2029' && !turns;
    }
}
