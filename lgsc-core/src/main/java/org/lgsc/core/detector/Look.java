package org.lgsc.core.detector;

import org.lgsc.core.face.FaceBox;

/** A face as it goes into what scores it. */
sealed interface Look permits ScoredFace, ForeignLook {
    /** The detector's box, in the photograph's pixels. */
    FaceBox face();

    /** The rectangle that is looked at, in the photograph's pixels. */
    FaceBox area();

    /** How well the face can be seen. */
    FaceQuality quality();

    /** How much of the box is looked at, 0 to 1. */
    double share();
}
