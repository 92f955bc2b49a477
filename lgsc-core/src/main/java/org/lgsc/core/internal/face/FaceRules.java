package org.lgsc.core.internal.face;

/**
 * Which faces are judged.
 *
 * @param otherFace with one face asked for, the largest share of its area that another face may
 *     have; infinite to allow any
 * @param atEdge whether faces are taken whose box reaches over the picture's edge or lies against
 *     it
 * @param promised whether every picture is known to show an upright face: where none is sure, the
 *     surest guess is taken, unless a second look calls it no face
 */
public record FaceRules(double otherFace, boolean atEdge, boolean promised) {
    /** For decisions: one whole face, made out and confirmed. */
    public static final FaceRules JUDGING = new FaceRules(0.25, false, false);

    /**
     * For data to train on, and for data sets that are prepared. One promises one presentation a
     * picture, so the largest face is that one's, whoever else is in the background; a face at the
     * edge is one still, since crops are shifted inside; and so is one of which the detector is not
     * sure, which is the lot of some people and of dim pictures more than of others, so that
     * leaving them out would change what error rates are about. A box that a second look calls no
     * face would teach what is not there and is set aside.
     */
    public static final FaceRules TRAINING = new FaceRules(Double.POSITIVE_INFINITY, true, true);

    /** Checks the ranges. */
    public FaceRules {
        if (!(otherFace > 0)) {
            throw new IllegalArgumentException("otherFace must be positive, was " + otherFace);
        }
    }

    /** These rules with another {@link #otherFace}. */
    public FaceRules withOtherFace(double share) {
        return new FaceRules(share, atEdge, promised);
    }
}
