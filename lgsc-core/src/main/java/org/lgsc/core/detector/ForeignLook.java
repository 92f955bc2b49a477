package org.lgsc.core.detector;

import java.util.List;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.RgbImage;

/**
 * A face cut out for third-party networks.
 *
 * @param face the detector's box
 * @param area part of the picture seen by the network with the widest crop
 * @param quality quality of the face
 * @param share smallest share of the box that one of the networks sees
 * @param crops one crop for each network
 */
record ForeignLook(
        FaceBox face, FaceBox area, FaceQuality quality, double share, List<RgbImage> crops)
        implements Look {
    ForeignLook {
        crops = List.copyOf(crops);
    }
}
