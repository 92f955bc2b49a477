package org.lgsc.core.image;

/**
 * Rejection of an encoded picture. The message completes a sentence that begins with the picture's
 * name.
 */
final class RefusedPicture extends Exception {
    private static final long serialVersionUID = 1L;

    private RefusedPicture(String message) {
        super(message);
    }

    /** Bytes are missing, superfluous or changed. */
    static RefusedPicture damaged(String where) {
        return new RefusedPicture(
                "the picture is damaged (" + where + "); copy it again or remove it.");
    }

    /** The file is intact, but this library does not support its kind. */
    static RefusedPicture unsupported(String sentence) {
        return new RefusedPicture(sentence);
    }
}
