package org.lgsc.core.face;

/**
 * Which faces are judged.
 *
 * @param otherFace with one face asked for, the largest share of its area that another face may
 *     have; infinite to allow any
 * @param atEdge whether faces are taken whose box reaches over the picture's edge or lies against
 *     it
 * @param doubtful whether boxes below the detector's least confidence and boxes that a second look
 *     does not confirm are taken as well
 */
public record FaceRules(double otherFace, boolean atEdge, boolean doubtful) {
    /** For decisions: one whole face, made out and confirmed. */
    public static final FaceRules JUDGING = new FaceRules(0.25, false, false);

    /**
     * For data to train on, and for data sets that are prepared. One promises one presentation a
     * picture, so the largest face is that one's, whoever else is in the background; and a face at
     * the edge is one still, since crops are shifted inside. A box that is no face would teach what
     * is not there, so doubtful ones are set aside here, too.
     */
    public static final FaceRules TRAINING = new FaceRules(Double.POSITIVE_INFINITY, true, false);

    /** Checks the ranges. */
    public FaceRules {
        if (!(otherFace > 0)) {
            throw new IllegalArgumentException("otherFace must be positive, was " + otherFace);
        }
    }

    /** These rules with another {@link #otherFace}. */
    public FaceRules withOtherFace(double share) {
        return new FaceRules(share, atEdge, doubtful);
    }
}
