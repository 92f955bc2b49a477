package org.lgsc.core.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lgsc.core.face.FaceWindows.Window;

/**
 * Several cascades that were trained apart from one another look at the same picture. One of them
 * takes a folded cloth for a face now and then; several seldom do at the same place, and at a face
 * a cascade says yes at dozens of places and sizes next to one another. Immutable.
 */
final class CascadeJury {
    /** What is looked at closely, of the places where a quick look found something. */
    private static final int MOST_CANDIDATES = 5;

    /** A face's side in pixels when it is looked at closely. */
    private static final double CLOSE = 36;

    /** What is looked at closely reaches over the box by this share of its side. */
    private static final double MARGIN = 0.3;

    /** How far the middle of a window that counts may be from that of the box, by its side. */
    private static final double CENTRED = 0.2;

    /** Sizes of windows that count, by the box's side. */
    private static final double SMALLER = 0.75;

    private static final double LARGER = 1.3;

    /** Votes at which the confidence is one half. */
    private static final double HALF = 16;

    /** A confidence from which on the picture need not be looked at with the head aslant. */
    private static final double SURE = 0.65;

    /** How far a head may lean to one side, in degrees. */
    private static final double LEANING = 18;

    private final List<Member> members;

    /**
     * A cascade of the jury.
     *
     * @param weight of a window that passes
     * @param scout whether it looks over whole pictures, and not only at what others have found
     */
    private record Member(HaarCascade cascade, double weight, boolean scout) {}

    /** A box and how sure the jury is of it, 0 to 1. */
    record Verdict(Window box, double confidence) {}

    /**
     * @throws org.lgsc.core.LgscException when OpenCV's binaries are not on the class path
     */
    CascadeJury() {
        HaarCascade profile = HaarCascade.bundled("haarcascade_profileface");
        members =
                List.of(
                        new Member(HaarCascade.bundled("haarcascade_frontalface_default"), 1, true),
                        new Member(HaarCascade.bundled("haarcascade_frontalface_alt2"), 1, true),
                        new Member(HaarCascade.bundled("haarcascade_frontalface_alt"), 1, false),
                        // faces that look somewhat aside; on their own they see too much
                        new Member(profile, 0.5, false),
                        new Member(profile.mirrored(), 0.5, false));
    }

    /** Votes for one box over those for another, from the jury's confidences in them. */
    static double odds(double confidence, double other) {
        return votes(confidence) / votes(other);
    }

    private static double votes(double confidence) {
        return HALF * confidence / (1 - confidence);
    }

    /**
     * The faces of a picture, surest first, none twice; heads may lean to one side.
     *
     * @param least side of the smallest face in pixels
     */
    List<Verdict> faces(GreyImage image, double least) {
        List<Verdict> verdicts = new ArrayList<>(upright(image, least));
        if (verdicts.stream().noneMatch(v -> v.confidence >= SURE)) {
            for (double degrees : new double[] {-LEANING, LEANING}) {
                for (Verdict v : upright(image.leaning(degrees), least)) {
                    verdicts.add(new Verdict(back(image, v.box, degrees), v.confidence));
                }
            }
        }
        verdicts.sort(Comparator.comparingDouble(Verdict::confidence).reversed());
        List<Verdict> kept = new ArrayList<>();
        for (Verdict v : verdicts) {
            if (v.confidence > 0 && kept.stream().noneMatch(k -> k.box.covers(v.box))) {
                kept.add(v);
            }
        }
        return kept;
    }

    /** Where a box of the leaning picture is in the picture; its middle, that is. */
    private static Window back(GreyImage image, Window box, double degrees) {
        double[] middle =
                image.unleaned(box.x() + box.side() / 2, box.y() + box.side() / 2, degrees);
        return new Window(middle[0] - box.side() / 2, middle[1] - box.side() / 2, box.side());
    }

    private List<Verdict> upright(GreyImage image, double least) {
        List<Window> windows = new ArrayList<>();
        for (Member m : members) {
            if (m.scout) {
                windows.addAll(FaceWindows.scan(m.cascade, image, least, Double.MAX_VALUE, 2));
            }
        }
        return FaceWindows.groups(windows).stream()
                .sorted(Comparator.comparingInt((List<Window> g) -> g.size()).reversed())
                .limit(MOST_CANDIDATES)
                .map(FaceWindows::mean)
                .map(box -> new Verdict(box, confidence(image, box)))
                .toList();
    }

    /** From the number of windows about the box that pass. */
    private double confidence(GreyImage image, Window box) {
        double margin = MARGIN * box.side();
        int x = (int) Math.max(0, box.x() - margin);
        int y = (int) Math.max(0, box.y() - margin);
        int w = (int) Math.min(image.width() - x, box.side() + 2 * margin);
        int h = (int) Math.min(image.height() - y, box.side() + 2 * margin);
        double scale = CLOSE / box.side();
        GreyImage close =
                image.crop(x, y, w, h)
                        .resized(
                                (int) Math.max(1, Math.round(w * scale)),
                                (int) Math.max(1, Math.round(h * scale)));
        double middleX = (box.x() - x) * scale + CLOSE / 2;
        double middleY = (box.y() - y) * scale + CLOSE / 2;
        double votes = 0;
        for (Member m : members) {
            double least = Math.max(m.cascade.size(), SMALLER * CLOSE);
            for (Window v : FaceWindows.scan(m.cascade, close, least, LARGER * CLOSE, 1)) {
                double off =
                        Math.hypot(v.x() + v.side() / 2 - middleX, v.y() + v.side() / 2 - middleY);
                votes += off < CENTRED * CLOSE ? m.weight : 0;
            }
        }
        return votes / (votes + HALF);
    }
}
