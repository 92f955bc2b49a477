package org.lgsc.core.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.FaceFinder;
import org.lgsc.core.face.FaceFinding;
import org.lgsc.core.face.FaceRules;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.Preprocessing;

/** From pictures to patches for the network, or to the reasons why there are none. */
final class FaceIntake {
    private final Preprocessing preprocessing;
    private final FaceFinder finder;
    private final QualityLimits limits;
    private final double threshold;

    FaceIntake(
            Preprocessing preprocessing,
            FaceDetector faces,
            QualityLimits limits,
            double threshold) {
        this.preprocessing = preprocessing;
        this.finder = new FaceFinder(faces, FaceRules.JUDGING.withOtherFace(limits.otherFace()));
        this.limits = limits;
        this.threshold = threshold;
    }

    /** What is known about a face before the network sees it: a result already, or patches. */
    record Candidate(Optional<LivenessResult> result, ScoredFace face, Timings timings) {}

    /** The largest face of a picture, and whether it is the only one of note. */
    List<Candidate> one(Supplier<RgbImage> picture) {
        return candidates(picture, false);
    }

    /** Every face of a picture, largest first. */
    List<Candidate> all(Supplier<RgbImage> picture) {
        return candidates(picture, true);
    }

    private List<Candidate> candidates(Supplier<RgbImage> picture, boolean all) {
        long start = System.nanoTime();
        RgbImage image;
        try {
            image = picture.get();
        } catch (RuntimeException e) {
            return List.of(
                    undecided(
                            Optional.empty(),
                            List.of(Reason.UNREADABLE),
                            detail(e),
                            new Timings(Timings.since(start), 0, 0)));
        }
        double decode = Timings.since(start);
        start = System.nanoTime();
        List<FaceFinding> findings;
        try {
            findings = all ? finder.findAll(image) : List.of(finder.find(image));
        } catch (RuntimeException e) { // OpenCV's errors are of many classes
            return List.of(
                    undecided(
                            Optional.empty(),
                            List.of(Reason.FAILED),
                            detail(e),
                            new Timings(decode, Timings.since(start), 0)));
        }
        Timings timings = new Timings(decode, Timings.since(start), 0);
        return findings.stream().map(f -> candidate(image, f, timings)).toList();
    }

    private Candidate candidate(RgbImage image, FaceFinding finding, Timings timings) {
        List<Reason> reasons = new ArrayList<>();
        if (finding instanceof FaceFinding.Refused refused) {
            reasons.add(Reason.of(refused.reason()));
        }
        if (finding.box().isEmpty()) {
            return undecided(Optional.empty(), reasons, sentence(reasons.get(0)), timings);
        }
        FaceBox face = finding.box().get();
        ScoredFace scored = null;
        String detail = "";
        try {
            FaceBox area = preprocessing.crop().square(image, face);
            RgbImage crop = image.crop(area.x(), area.y(), area.width(), area.height());
            FaceQuality quality = FaceQuality.of(crop);
            if (quality.brightness() < limits.brightness()) {
                reasons.add(Reason.DARK);
            }
            if (quality.sharpness() < limits.sharpness()) {
                reasons.add(Reason.BLURRED);
            }
            scored = ScoredFace.of(face, area, crop, preprocessing.patches());
        } catch (LgscException e) {
            reasons.add(Reason.TOO_SMALL);
            detail = e.getMessage();
        } catch (RuntimeException e) {
            reasons.add(Reason.FAILED);
            detail = detail(e);
        }
        if (reasons.isEmpty()) {
            return new Candidate(Optional.empty(), scored, timings);
        }
        if (detail.isEmpty()) {
            detail = sentence(reasons.get(0));
        }
        return undecided(Optional.of(face), reasons, detail, timings);
    }

    private static String sentence(Reason reason) {
        String text = reason.text();
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private Candidate undecided(
            Optional<FaceBox> face, List<Reason> reasons, String detail, Timings timings) {
        return new Candidate(
                Optional.of(LivenessResult.undecided(threshold, face, reasons, detail, timings)),
                null,
                timings);
    }

    static String detail(RuntimeException e) {
        return e instanceof LgscException ? e.getMessage() : "The picture cannot be used: " + e;
    }
}
