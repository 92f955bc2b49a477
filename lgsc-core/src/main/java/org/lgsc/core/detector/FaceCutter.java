package org.lgsc.core.detector;

import org.lgsc.core.face.FaceBox;

/** Cuts faces out of photographs as their scorer needs them. */
interface FaceCutter {
    /** Cuts out a face; a crop's box covers all of it. Throws when the face is too small. */
    Look cut(Picture picture, FaceBox face, boolean isCrop);
}
