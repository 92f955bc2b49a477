package org.lgsc.core;

import java.util.Locale;
import org.lgsc.core.internal.Shown;

/**
 * A problem whose message is written for the user: it names the file or argument at fault and what
 * to do about it. Command lines print the message alone; a stack trace adds nothing to it. Since
 * messages contain names of files and quote their contents, control characters are replaced by
 * question marks.
 */
public class LgscException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence for the user
     */
    public LgscException(String message) {
        super(Shown.text(message));
    }

    /**
     * @param message one sentence for the user
     * @param cause what was caught
     */
    public LgscException(String message, Throwable cause) {
        super(Shown.text(message), cause);
    }

    /**
     * @param sentence sentence for the user, with {@code %s} for each part
     * @param parts parts in order; numbers are written as in Java, whatever the user's language
     */
    public static LgscException of(String sentence, Object... parts) {
        return new LgscException(String.format(Locale.ROOT, sentence, parts));
    }

    /**
     * @param cause what was caught
     * @param sentence sentence for the user, with {@code %s} for each part
     * @param parts parts in order
     */
    public static LgscException of(Throwable cause, String sentence, Object... parts) {
        return new LgscException(String.format(Locale.ROOT, sentence, parts), cause);
    }
}
