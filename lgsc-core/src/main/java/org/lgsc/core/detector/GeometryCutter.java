package org.lgsc.core.detector;

import org.lgsc.core.face.FaceBox;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.RgbImage;

/**
 * Cuts faces by a model's geometry.
 *
 * @param geometry the model's geometry
 */
record GeometryCutter(FaceGeometry geometry) implements FaceCutter {
    @Override
    public ScoredFace cut(Picture picture, FaceBox face, boolean isCrop) {
        FaceBox square = geometry.crop().square(picture.width(), picture.height(), face);
        FaceBox area = isCrop ? face : square; // crops are used unchanged, as in training
        RgbImage crop = picture.cut(area, geometry);
        return new ScoredFace(face, area, FaceQuality.of(crop), geometry.view(crop));
    }
}
