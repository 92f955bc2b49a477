package org.lgsc.core.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;

/**
 * OpenCV's cascades for frontal faces (Viola and Jones), from OpenCV's own jar. It works without
 * any download and without OpenCV's code. For upright frontal faces such as selfies; {@link
 * YuNetFaceDetector} is better on everything else.
 *
 * <p>Confidence is {@code v / (v + 9)}. The number of votes v counts the windows at all places and
 * sizes near the box that independently trained cascades accept as faces; it is about 120 for a
 * face of a third of the picture's longer side that looks into the camera. Votes for smaller faces
 * count less, down to 0.4, and votes for larger ones more, up to 1.6. The second check tests
 * whether the box has the shading of a photographed face, and turns the picture: if it also shows a
 * face sideways or upside down, the upright face needs 9 votes more than that one.
 *
 * <p>Detection runs on a copy of at most 240 pixels and finds faces of at least an eighth of the
 * picture's shorter side.
 */
public final class HaarFaceDetector implements FaceDetector {
    private static final int WORKING_SIZE = 240;
    private static final int SMALLEST = 24;
    private static final double MINIMUM = 0.5;

    private static @Nullable CascadeJury loaded;

    private final CascadeJury jury;
    private volatile boolean closed;

    /**
     * Creates a detector; the first one reads the cascades.
     *
     * @throws LgscException when OpenCV's binaries for this host are not on the class path
     */
    public HaarFaceDetector() {
        jury = jury();
    }

    /** Shared by all detectors: it is immutable, and reading it takes some tenths of a second. */
    private static synchronized CascadeJury jury() {
        if (loaded == null) {
            loaded = new CascadeJury();
        }
        return loaded;
    }

    @Override
    public String name() {
        return "haar";
    }

    @Override
    public double minimumConfidence() {
        return MINIMUM;
    }

    @Override
    public List<FaceBox> detect(RgbImage image) {
        return detect(image, 0);
    }

    @Override
    public List<FaceBox> detect(RgbImage image, double share) {
        if (closed) {
            throw new IllegalStateException("the face detector is closed");
        }
        GreyImage small = GreyImage.of(image, WORKING_SIZE);
        double scaleX = (double) image.width() / small.width();
        double scaleY = (double) image.height() / small.height();
        List<FaceBox> faces = new ArrayList<>();
        for (CascadeJury.Verdict v :
                jury.faces(
                        small,
                        least(small),
                        share,
                        sure -> FaceSurface.isNatural(image, box(sure, scaleX, scaleY)))) {
            faces.add(box(v, scaleX, scaleY));
        }
        faces.sort(LARGEST_FIRST);
        return List.copyOf(faces);
    }

    private static FaceBox box(CascadeJury.Verdict v, double scaleX, double scaleY) {
        return new FaceBox(
                (int) Math.round(v.box().x() * scaleX),
                (int) Math.round(v.box().y() * scaleY),
                (int) Math.max(1, Math.round(v.box().side() * scaleX)),
                (int) Math.max(1, Math.round(v.box().side() * scaleY)),
                v.confidence());
    }

    private static double least(GreyImage image) {
        return Math.max(SMALLEST, Math.min(image.width(), image.height()) / 8.0);
    }

    @Override
    public Optional<FaceRefusal> secondLook(RgbImage image, FaceBox face) {
        if (!FaceSurface.isNatural(image, face)) {
            return Optional.of(FaceRefusal.NOT_CONFIRMED);
        }
        if (face.confidence() >= CascadeJury.BEYOND_DOUBT) {
            // no face of a turned picture has such a confidence
            return Optional.empty();
        }
        GreyImage turned = GreyImage.of(image, WORKING_SIZE);
        for (int quarter = 1; quarter < 4; quarter++) {
            turned = turned.turned();
            List<CascadeJury.Verdict> faces = jury.faces(turned, least(turned));
            double surest = faces.isEmpty() ? 0 : faces.get(0).confidence();
            if (surest > face.confidence()) {
                return Optional.of(FaceRefusal.TURNED);
            }
            if (!CascadeJury.outvotes(face.confidence(), surest)) {
                return Optional.of(FaceRefusal.NOT_CONFIRMED);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
