package org.lgsc.core.internal.face;

/**
 * Rules for which faces are judged.
 *
 * @param otherFace when one face is expected, the largest area of another face as a share of its
 *     area; infinite to allow any
 * @param atEdge whether faces are accepted whose box touches the picture's edge or extends beyond
 *     it
 * @param promised whether every picture is known to show an upright face: when no detection is
 *     reliable, the most confident guess is used, unless a second check rejects it
 */
public record FaceRules(double otherFace, boolean atEdge, boolean promised) {
    /** For decisions: one whole face, detected and confirmed. */
    public static final FaceRules JUDGING = new FaceRules(0.25, false, false);

    /**
     * For training data and for preparing data sets. A data set promises one presentation per
     * picture, so the largest face is that of the presentation, whoever else is in the background.
     * A face at the edge is accepted, since crops are shifted inside. A face with low confidence is
     * accepted, too: low confidence is more frequent for some people and for dim pictures, so that
     * leaving these faces out would change what the error rates measure. A box that a second check
     * rejects would teach the model something that is not a face; it is excluded.
     */
    public static final FaceRules TRAINING = new FaceRules(Double.POSITIVE_INFINITY, true, true);

    /** Checks the ranges. */
    public FaceRules {
        if (!(otherFace > 0)) {
            throw new IllegalArgumentException("otherFace must be positive, was " + otherFace);
        }
    }

    /** Returns these rules with another {@link #otherFace}. */
    public FaceRules withOtherFace(double share) {
        return new FaceRules(share, atEdge, promised);
    }
}
