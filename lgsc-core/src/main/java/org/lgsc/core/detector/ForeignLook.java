package org.lgsc.core.detector;

import java.util.List;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.RgbImage;

/**
 * A face on its way through networks of others.
 *
 * @param face the detector's box
 * @param area what the network that looks farthest sees of the picture
 * @param quality of the face
 * @param share of the box that each of them sees
 * @param crops one for each network
 */
record ForeignLook(
        FaceBox face, FaceBox area, FaceQuality quality, double share, List<RgbImage> crops)
        implements Look {
    ForeignLook {
        crops = List.copyOf(crops);
    }
}
