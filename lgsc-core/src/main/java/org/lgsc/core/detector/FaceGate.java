package org.lgsc.core.detector;

import java.util.Objects;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.RgbImage;

/**
 * What {@link LivenessDetector} does with a picture before the network sees it, for those who score
 * data sets: pictures that it would not judge are refused here, by the same rules, and of the
 * others it cuts out the same face. As safe to use from several threads as its detector, which it
 * does not close.
 */
public final class FaceGate {
    private final FaceGeometry geometry;
    private final FaceIntake intake;

    /**
     * @param geometry the model's
     * @param faces finds faces; stays open
     * @param limits when a face is better not decided on
     */
    public FaceGate(FaceGeometry geometry, FaceDetector faces, QualityLimits limits) {
        this.geometry = Objects.requireNonNull(geometry, "geometry");
        intake = new FaceIntake(new GeometryCutter(geometry), faces, limits, 0);
    }

    /**
     * The face of a picture, as {@link FaceGeometry#view} takes it.
     *
     * @throws LgscException when a check would not judge it, with the reason
     */
    public RgbImage crop(RgbImage image) {
        return crop(Picture.of(image));
    }

    /**
     * The face of an encoded picture, decoded as far as it needs, as {@link FaceGeometry#view}
     * takes it.
     *
     * @throws LgscException when a check would not judge it, with the reason
     */
    public RgbImage crop(EncodedPicture picture) {
        return crop(Picture.of(picture));
    }

    private RgbImage crop(Picture picture) {
        FaceIntake.Candidate candidate = intake.one(() -> picture).get(0);
        if (candidate.result().isPresent()) {
            throw new LgscException(candidate.result().get().detail());
        }
        return picture.cut(candidate.face().area(), geometry);
    }
}
