package org.lgsc.core.internal.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.FaceLandmarks;
import org.lgsc.core.face.FaceRefusal;
import org.lgsc.core.image.RgbImage;

/**
 * Chooses the face of a picture to judge, in the same way for training, preparation and inference.
 * It is as safe to use from several threads as its detector, which it does not close.
 */
public final class FaceFinder {
    /** A box shows the same face as another one when they share this much of the smaller box. */
    private static final double SAME_FACE = 0.4;

    /** A comparable face has this share of the first face's confidence above the minimum. */
    private static final double COMPARABLE = 0.5;

    /** A box closer to the left or right edge than this share of its side touches the edge. */
    private static final double RIM = 0.01;

    /** The same for the upper and lower edge, where boxes leave some room around brow and chin. */
    private static final double RIM_UPRIGHT = 0.03;

    private final FaceDetector detector;
    private final FaceRules rules;

    /**
     * @param detector finds the boxes; not closed here
     * @param rules which boxes are judged
     */
    public FaceFinder(FaceDetector detector, FaceRules rules) {
        this.detector = Objects.requireNonNull(detector, "detector");
        this.rules = Objects.requireNonNull(rules, "rules");
    }

    /** Returns the face of a picture: the largest one that satisfies the rules. */
    public FaceFinding find(RgbImage image) {
        // smaller faces cannot rival the face that is chosen: the most confident one or a larger
        // one
        double share = Math.sqrt(Math.min(1, rules.otherFace()));
        List<FaceBox> found = detector.detect(image, share);
        FaceFinding.Refused refused =
                new FaceFinding.Refused(FaceRefusal.NO_FACE, Optional.empty());
        if (found.isEmpty()) {
            return refused;
        }
        for (FaceBox box : found) {
            Optional<FaceRefusal> doubt = doubt(image, box);
            if (doubt.isEmpty()) {
                return chosen(image, box, found);
            }
            refused = surer(refused, new FaceFinding.Refused(doubt.get(), Optional.of(box)));
        }
        Optional<FaceBox> guess = rules.promised() ? guess(image, found) : Optional.empty();
        return guess.isPresent() ? chosen(image, guess.get(), found) : refused;
    }

    /** The most confident box that may be an upright face. */
    private Optional<FaceBox> guess(RgbImage image, List<FaceBox> found) {
        return found.stream()
                .sorted(Comparator.comparingDouble(FaceBox::confidence).reversed())
                .filter(
                        box ->
                                detector.secondLook(image, box)
                                        .map(r -> upright(r, box))
                                        .orElse(true))
                .findFirst();
    }

    /**
     * A guess may have a higher confidence on its side by chance; eyes and mouth are more reliable.
     */
    private static boolean upright(FaceRefusal refusal, FaceBox box) {
        return refusal == FaceRefusal.TURNED
                && box.landmarks().map(FaceLandmarks::upright).orElse(false);
    }

    /**
     * Returns every face of a picture separately, largest first, whatever the number of other
     * faces.
     *
     * @return at least one finding; a single refusal when no face satisfies the rules
     */
    public List<FaceFinding> findAll(RgbImage image) {
        List<FaceBox> found = detector.detect(image);
        List<FaceFinding> findings = new ArrayList<>();
        List<FaceBox> taken = new ArrayList<>();
        FaceFinding.Refused refused =
                new FaceFinding.Refused(FaceRefusal.NO_FACE, Optional.empty());
        for (FaceBox box : found) {
            if (taken.stream().anyMatch(t -> sameFace(t, box))) {
                continue;
            }
            Optional<FaceRefusal> doubt = doubt(image, box);
            if (doubt.isPresent()) {
                refused = surer(refused, new FaceFinding.Refused(doubt.get(), Optional.of(box)));
                continue;
            }
            taken.add(box);
            findings.add(
                    cutOff(image, box)
                            ? new FaceFinding.Refused(FaceRefusal.CUT_OFF, Optional.of(box))
                            : new FaceFinding.Found(box, others(box, found)));
        }
        return findings.isEmpty() ? List.of(refused) : List.copyOf(findings);
    }

    private FaceFinding chosen(RgbImage image, FaceBox face, List<FaceBox> found) {
        List<FaceBox> others = others(face, found);
        if (others.stream().anyMatch(o -> rivals(image, face, o))) {
            return new FaceFinding.Refused(FaceRefusal.SEVERAL_FACES, Optional.of(face));
        }
        if (cutOff(image, face)) {
            return new FaceFinding.Refused(FaceRefusal.CUT_OFF, Optional.of(face));
        }
        return new FaceFinding.Found(face, others);
    }

    private static List<FaceBox> others(FaceBox face, List<FaceBox> found) {
        return found.stream().filter(o -> o != face && !sameFace(face, o)).toList();
    }

    private static boolean sameFace(FaceBox a, FaceBox b) {
        return a.overlap(b) > SAME_FACE * Math.min(a.area(), b.area());
    }

    private boolean rivals(RgbImage image, FaceBox face, FaceBox other) {
        double least = detector.minimumConfidence();
        return other.area() > rules.otherFace() * face.area()
                && other.confidence() >= least + COMPARABLE * (face.confidence() - least)
                && doubt(image, other).isEmpty();
    }

    /** Why a box is not a face to judge, apart from its surroundings in the picture. */
    private Optional<FaceRefusal> doubt(RgbImage image, FaceBox box) {
        if (box.confidence() < detector.minimumConfidence()) {
            return Optional.of(FaceRefusal.LOW_CONFIDENCE);
        }
        return detector.secondLook(image, box);
    }

    /** The refusal of the box with the higher confidence. */
    private static FaceFinding.Refused surer(FaceFinding.Refused a, FaceFinding.Refused b) {
        if (a.box().isEmpty()) {
            return b;
        }
        return b.box().get().confidence() > a.box().get().confidence() ? b : a;
    }

    /** A detector without landmarks places the box of half a face at the edge. */
    private boolean cutOff(RgbImage image, FaceBox face) {
        FaceBox all = new FaceBox(0, 0, image.width(), image.height(), 1);
        if (rules.atEdge() || face.overlap(all) == all.area()) {
            return false; // the latter is a picture passed as a face crop
        }
        if (face.landmarks().isPresent()) {
            return !face.landmarks().get().whole(image.width(), image.height());
        }
        double beside = RIM * face.width();
        double above = RIM_UPRIGHT * face.height();
        return face.x() < beside
                || face.y() < above
                || face.x() + face.width() > image.width() - beside
                || face.y() + face.height() > image.height() - above;
    }
}
