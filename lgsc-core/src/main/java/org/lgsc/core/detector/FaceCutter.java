package org.lgsc.core.detector;

import org.lgsc.core.face.FaceBox;

/** Cuts faces out of photographs as their scorer needs them. */
interface FaceCutter {
    /**
     * Cuts out a face.
     *
     * @param face the detector's box, in the photograph's pixels
     * @param isCrop whether the picture is a face crop, with a box that covers all of it
     * @throws org.lgsc.core.LgscException when the face is too small
     */
    Look cut(Picture picture, FaceBox face, boolean isCrop);
}
