package org.lgsc.core.detector;

import java.util.Objects;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.RgbImage;

/**
 * The steps of {@link LivenessDetector} before the network, for programs that score data sets: it
 * rejects the pictures that the detector would not judge, by the same rules, and cuts the same face
 * out of the others. It is as safe to use from several threads as its face detector, which it does
 * not close.
 */
public final class FaceGate {
    private final FaceGeometry geometry;
    private final FaceIntake intake;

    /**
     * @param geometry the model's geometry
     * @param faces finds faces; not closed here
     * @param limits limits below which a face is not judged
     */
    public FaceGate(FaceGeometry geometry, FaceDetector faces, QualityLimits limits) {
        this.geometry = Objects.requireNonNull(geometry, "geometry");
        intake = new FaceIntake(new GeometryCutter(geometry), faces, limits, 0);
    }

    /**
     * Returns the face of a picture, as {@link FaceGeometry#view} takes it.
     *
     * @throws LgscException with the reason, when a check would not judge the picture
     */
    public RgbImage crop(RgbImage image) {
        return crop(Picture.of(image));
    }

    /**
     * Returns the face of an encoded picture, as {@link FaceGeometry#view} takes it. The picture is
     * decoded only as far as necessary.
     *
     * @throws LgscException with the reason, when a check would not judge the picture
     */
    public RgbImage crop(EncodedPicture picture) {
        return crop(Picture.of(picture));
    }

    private RgbImage crop(Picture picture) {
        FaceIntake.Candidate candidate = intake.one(() -> picture).get(0);
        Look look = candidate.face();
        if (look == null) {
            throw new LgscException(
                    LgscException.Kind.INPUT, candidate.result().orElseThrow().detail());
        }
        return picture.cut(look.area(), geometry);
    }
}
