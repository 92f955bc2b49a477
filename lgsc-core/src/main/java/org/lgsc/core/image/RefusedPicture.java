package org.lgsc.core.image;

/** What is wrong with an encoded picture: the end of a sentence that begins with its name. */
final class RefusedPicture extends Exception {
    private static final long serialVersionUID = 1L;

    private RefusedPicture(String message) {
        super(message);
    }

    /** Bytes are missing, in the way, or others than were written. */
    static RefusedPicture damaged(String where) {
        return new RefusedPicture(
                "the picture is damaged (" + where + "); copy it again or remove it.");
    }

    /** The bytes are right, but this library does not read their kind. */
    static RefusedPicture unsupported(String sentence) {
        return new RefusedPicture(sentence);
    }
}
