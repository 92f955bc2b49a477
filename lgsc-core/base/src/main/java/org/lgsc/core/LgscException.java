package org.lgsc.core;

/**
 * A problem whose message is written for the user: it names the file or argument at fault and what
 * to do about it. Command lines print the message alone; a stack trace adds nothing to it. Messages
 * name files, and quote what stands in them: control characters become question marks.
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
}
