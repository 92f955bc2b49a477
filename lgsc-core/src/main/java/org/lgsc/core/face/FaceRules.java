package org.lgsc.core.face;

/**
 * Which faces are judged.
 *
 * @param otherFace with one face asked for, the largest share of its area that another face may
 *     have; infinite to allow any
 * @param cutOff the largest share of the box that may lie outside the picture, and whether a box
 *     may lie against an edge: 1 allows everything
 * @param doubtful whether boxes below the detector's least confidence and boxes that a second look
 *     does not confirm are taken as well
 */
public record FaceRules(double otherFace, double cutOff, boolean doubtful) {
    /** For decisions: one whole face, made out and confirmed. */
    public static final FaceRules JUDGING = new FaceRules(0.25, 0.1, false);

    /**
     * For preparing data to train and evaluate on. A data set promises one presentation a picture,
     * so the largest face is that one's, whoever else is in the background; and a face at the edge
     * is one still, since crops are shifted inside. A box that is no face would teach what is not
     * there, so doubtful ones are set aside here, too.
     */
    public static final FaceRules TRAINING = new FaceRules(Double.POSITIVE_INFINITY, 1, false);

    /** Checks the ranges. */
    public FaceRules {
        if (!(otherFace > 0)) {
            throw new IllegalArgumentException("otherFace must be positive, was " + otherFace);
        }
        if (!(cutOff >= 0 && cutOff <= 1)) {
            throw new IllegalArgumentException("cutOff must be 0 to 1, was " + cutOff);
        }
    }

    /** These rules with another {@link #otherFace}. */
    public FaceRules withOtherFace(double share) {
        return new FaceRules(share, cutOff, doubtful);
    }
}
