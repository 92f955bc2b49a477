package org.lgsc.core.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.internal.face.FaceFinder;
import org.lgsc.core.internal.face.FaceFinding;
import org.lgsc.core.internal.face.FaceRules;

/**
 * Finds, checks and cuts the faces of pictures for the network, or gives the reasons why a picture
 * has none.
 */
final class FaceIntake {
    private final FaceCutter cutter;
    private final FaceFinder finder;
    private final QualityLimits limits;
    private final double threshold;

    /** Whether pictures are face crops, which are judged as they are. */
    private final boolean crops;

    FaceIntake(FaceCutter cutter, FaceDetector faces, QualityLimits limits, double threshold) {
        this.cutter = cutter;
        this.finder = new FaceFinder(faces, FaceRules.JUDGING.withOtherFace(limits.otherFace()));
        this.limits = limits;
        this.crops = DetectorId.of(faces).isNone();
        this.threshold = threshold;
    }

    /** A face before the network: already with a result, or cut out and ready to be scored. */
    record Candidate(
            Optional<LivenessResult> result, @Nullable Look face, LivenessResult.Timings timings) {}

    /** Returns the largest face of a picture; undecided where another one is comparable. */
    List<Candidate> one(Supplier<Picture> picture) {
        return candidates(picture, false);
    }

    /** Returns every face of a picture, largest first. */
    List<Candidate> all(Supplier<Picture> picture) {
        return candidates(picture, true);
    }

    private List<Candidate> candidates(Supplier<Picture> picture, boolean all) {
        long start = System.nanoTime();
        Picture image;
        try {
            image = picture.get();
        } catch (RuntimeException e) {
            return List.of(
                    undecided(
                            Optional.empty(),
                            List.of(Reason.UNREADABLE),
                            detail(e),
                            new LivenessResult.Timings(
                                    LivenessResult.Timings.since(start), 0, 0, 0)));
        }
        double decode = LivenessResult.Timings.since(start);
        start = System.nanoTime();
        List<FaceFinding> findings;
        try {
            findings = all ? finder.findAll(image.small()) : List.of(finder.find(image.small()));
        } catch (RuntimeException e) { // OpenCV's errors are of many classes
            return List.of(
                    undecided(
                            Optional.empty(),
                            List.of(Reason.FAILED),
                            detail(e),
                            new LivenessResult.Timings(
                                    decode, LivenessResult.Timings.since(start), 0, 0)));
        }
        LivenessResult.Timings timings =
                new LivenessResult.Timings(decode, LivenessResult.Timings.since(start), 0, 0);
        return findings.stream().map(f -> candidate(image, f, timings)).toList();
    }

    private Candidate candidate(Picture image, FaceFinding finding, LivenessResult.Timings found) {
        List<Reason> reasons = new ArrayList<>();
        if (finding instanceof FaceFinding.Refused refused) {
            reasons.add(Reason.of(refused.reason()));
        }
        if (finding.box().isEmpty()) {
            return undecided(Optional.empty(), reasons, sentence(reasons.get(0)), found);
        }
        long start = System.nanoTime();
        FaceBox face = image.inFull(finding.box().get());
        Look look = null;
        String detail = "";
        try {
            look = cutter.cut(image, face, crops);
            if (look.quality().brightness() < limits.brightness()) {
                reasons.add(Reason.DARK);
            }
            if (look.quality().burntOut() > limits.burntOut()) {
                reasons.add(Reason.BURNT_OUT);
            }
            if (look.quality().sharpness() < limits.sharpness()) {
                reasons.add(Reason.BLURRED);
            }
            if (look.share() < limits.scored()) {
                reasons.add(Reason.NOT_COVERED);
            }
        } catch (LgscException e) {
            reasons.add(Reason.TOO_SMALL);
            detail = e.getMessage();
        } catch (RuntimeException e) {
            reasons.add(Reason.FAILED);
            detail = detail(e);
        }
        LivenessResult.Timings timings = found.withCut(LivenessResult.Timings.since(start));
        if (reasons.isEmpty()) {
            return new Candidate(Optional.empty(), look, timings);
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
            Optional<FaceBox> face,
            List<Reason> reasons,
            String detail,
            LivenessResult.Timings timings) {
        return new Candidate(
                Optional.of(LivenessResult.undecided(threshold, face, reasons, detail, timings)),
                null,
                timings);
    }

    static String detail(RuntimeException e) {
        return e instanceof LgscException known
                ? known.getMessage()
                : "The picture cannot be used: " + e;
    }
}
