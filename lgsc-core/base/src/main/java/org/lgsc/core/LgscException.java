package org.lgsc.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.SafeText;

/**
 * A problem whose message is written for the user: it names the file or argument at fault and what
 * to do about it. Command lines print the message alone; a stack trace adds nothing to it. Since
 * messages contain names of files and quote their contents, control characters are replaced by
 * question marks.
 *
 * <p>A service tells by {@link #kind()} whose fault it is. Its clients should see messages of
 * {@link Kind#INPUT} only: others name files of the machine.
 */
public class LgscException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whose fault a problem is. */
    public enum Kind {
        /** The picture or face that was given: no picture, damaged, too large, too small. */
        INPUT,

        /**
         * A file that the program needs, or was to write: missing, damaged, of another kind, no
         * permission, no room.
         */
        FILE,

        /**
         * What the program runs on: no ND4J backend, a native library that does not load, a
         * processor without the instructions, too little memory.
         */
        ENVIRONMENT,

        /** All others: options that do not go together, a data set that has too little. */
        OTHER
    }

    private final Kind kind;

    /**
     * A problem of kind {@link Kind#OTHER}.
     *
     * @param message one sentence for the user
     */
    public LgscException(String message) {
        this(Kind.OTHER, message);
    }

    /**
     * A problem whose kind is that of its cause.
     *
     * @param message one sentence for the user
     * @param cause what was caught; its kind is taken over when it has one; an {@link IOException}
     *     means {@link Kind#FILE}, a class or library that cannot be loaded and lack of memory
     *     {@link Kind#ENVIRONMENT}
     */
    public LgscException(String message, @Nullable Throwable cause) {
        this(kindOf(cause), message, cause);
    }

    /**
     * @param kind whose fault it is
     * @param message one sentence for the user
     */
    public LgscException(Kind kind, String message) {
        super(SafeText.text(message));
        this.kind = kind;
    }

    /**
     * @param kind whose fault it is
     * @param message one sentence for the user
     * @param cause what was caught
     */
    public LgscException(Kind kind, String message, @Nullable Throwable cause) {
        super(SafeText.text(message), cause);
        this.kind = kind;
    }

    /**
     * A problem of kind {@link Kind#OTHER}.
     *
     * @param sentence sentence for the user, with {@code %s} for each part
     * @param parts parts in order; numbers are written as in Java, whatever the user's language
     */
    public static LgscException of(String sentence, @Nullable Object... parts) {
        return of(Kind.OTHER, sentence, parts);
    }

    /** A problem of kind {@link Kind#FILE}, as {@link #of(String, Object...)}. */
    public static LgscException ofFile(String sentence, @Nullable Object... parts) {
        return of(Kind.FILE, sentence, parts);
    }

    /** A problem of kind {@link Kind#INPUT}, as {@link #of(String, Object...)}. */
    public static LgscException ofInput(String sentence, @Nullable Object... parts) {
        return of(Kind.INPUT, sentence, parts);
    }

    /**
     * @param kind whose fault it is
     * @param sentence for the user, with {@code %s} for each part
     * @param parts in order
     */
    public static LgscException of(Kind kind, String sentence, @Nullable Object... parts) {
        return new LgscException(kind, RootFormat.of(sentence, parts));
    }

    /**
     * @param cause what was caught; it decides about the kind, as in {@link #LgscException(String,
     *     Throwable)}
     * @param sentence for the user, with {@code %s} for each part
     * @param parts in order
     */
    public static LgscException of(
            @Nullable Throwable cause, String sentence, @Nullable Object... parts) {
        return of(kindOf(cause), cause, sentence, parts);
    }

    /**
     * @param kind whose fault it is
     * @param cause what was caught
     * @param sentence sentence for the user, with {@code %s} for each part
     * @param parts parts in order
     */
    public static LgscException of(
            Kind kind, @Nullable Throwable cause, String sentence, @Nullable Object... parts) {
        return new LgscException(kind, RootFormat.of(sentence, parts), cause);
    }

    /** The sentence for the user; never null. */
    @Override
    public String getMessage() {
        String sentence = super.getMessage();
        return sentence == null ? "" : sentence;
    }

    /** Whose fault it is. */
    public Kind kind() {
        return kind;
    }

    private static Kind kindOf(@Nullable Throwable cause) {
        if (cause instanceof LgscException known) {
            return known.kind;
        }
        if (cause instanceof IOException || cause instanceof UncheckedIOException) {
            return Kind.FILE;
        }
        return cause instanceof LinkageError || cause instanceof OutOfMemoryError
                ? Kind.ENVIRONMENT
                : Kind.OTHER;
    }
}
