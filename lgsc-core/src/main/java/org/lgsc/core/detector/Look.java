package org.lgsc.core.detector;

import org.lgsc.core.face.FaceBox;

/** A face cut out for a {@link FaceScorer}. */
sealed interface Look permits ScoredFace, ForeignLook {
    /** The detector's box, in the photograph's pixels. */
    FaceBox face();

    /** The rectangle that is scored, in the photograph's pixels. */
    FaceBox area();

    /** How well the face can be seen. */
    FaceQuality quality();

    /** Share of the box that is scored, 0 to 1. */
    double share();
}
