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
    private static final int MOST_CANDIDATES = 8;

    /** From one size to the next; cascades bear half of it either way, if not too well. */
    private static final double COARSE_STEP = 1.2;

    /** For a second scan, where the first finds no face. */
    private static final double FINE_STEP = 1.1;

    /** A place at which this many times fewer windows pass than at the best one is left. */
    private static final int WORTH_A_LOOK = 8;

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
    private static final double HALF = 9;

    /**
     * A box with this share of the picture's longer side counts as it is. Of smaller ones there are
     * more, so that chance finds something among them more often.
     */
    private static final double USUAL_SHARE = 1 / 3.0;

    /** Weighed votes of the cascades for frontal faces that need no more. */
    private static final double CLEAR = 100;

    private static final double LEAST_FACTOR = 0.4;
    private static final double MOST_FACTOR = 1.6;

    private final List<Member> members;

    /**
     * A cascade of the jury.
     *
     * @param weight of a window that passes
     * @param profile whether it knows faces that look aside
     * @param scout whether it looks over whole pictures, and not only at what others have found
     */
    private record Member(HaarCascade cascade, double weight, boolean profile, boolean scout) {}

    /** A box and how sure the jury is of it, 0 to 1. */
    record Verdict(Window box, double confidence) {}

    /**
     * @throws org.lgsc.core.LgscException when OpenCV's binaries are not on the class path
     */
    CascadeJury() {
        HaarCascade profile = HaarCascade.bundled("haarcascade_profileface");
        members =
                List.of(
                        new Member(
                                HaarCascade.bundled("haarcascade_frontalface_default"),
                                0.7,
                                false,
                                true),
                        new Member(
                                HaarCascade.bundled("haarcascade_frontalface_alt2"),
                                1.2,
                                false,
                                true),
                        new Member(
                                HaarCascade.bundled("haarcascade_frontalface_alt"),
                                1,
                                false,
                                false),
                        // faces that look somewhat aside; on their own they see too much
                        new Member(profile, 0.7, true, false),
                        new Member(profile.mirrored(), 0.7, true, false));
    }

    /**
     * Whether more speaks for a face than for another one, and by as much as a face needs at all.
     *
     * @param confidence the jury's in the face
     * @param other its confidence in the other
     */
    static boolean outvotes(double confidence, double other) {
        return votes(confidence) >= votes(other) + HALF;
    }

    private static double votes(double confidence) {
        return HALF * confidence / (1 - confidence);
    }

    /**
     * The faces of a picture, surest first, none twice.
     *
     * @param least side of the smallest face in pixels
     */
    List<Verdict> faces(GreyImage image, double least) {
        List<Verdict> faces = faces(image, least, false);
        return faces.isEmpty() || faces.get(0).confidence < 0.5 ? faces(image, least, true) : faces;
    }

    private List<Verdict> faces(GreyImage image, double least, boolean thorough) {
        List<Window> windows = new ArrayList<>();
        for (Member m : members) {
            if (m.scout || thorough && !m.profile) {
                double step = thorough ? FINE_STEP : COARSE_STEP;
                windows.addAll(FaceWindows.scan(m.cascade, image, least, step));
            }
        }
        List<List<Window>> groups = new ArrayList<>(FaceWindows.groups(windows));
        groups.sort(Comparator.comparingInt((List<Window> g) -> g.size()).reversed());
        List<Verdict> verdicts = new ArrayList<>();
        for (List<Window> group : groups.subList(0, Math.min(MOST_CANDIDATES, groups.size()))) {
            if (group.size() * WORTH_A_LOOK >= groups.get(0).size()) {
                Verdict v = verdict(image, FaceWindows.mean(group));
                if (v.confidence > 0) {
                    verdicts.add(v);
                }
            }
        }
        verdicts.sort(Comparator.comparingDouble(Verdict::confidence).reversed());
        List<Verdict> kept = new ArrayList<>();
        for (Verdict v : verdicts) {
            if (kept.stream().noneMatch(k -> k.box.covers(v.box))) {
                kept.add(v);
            }
        }
        return kept;
    }

    /** From the windows about the box that pass: their number, and their mean for a better box. */
    private Verdict verdict(GreyImage image, Window box) {
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
        double share = box.side() / Math.max(image.width(), image.height());
        double factor = Math.max(LEAST_FACTOR, Math.min(MOST_FACTOR, share / USUAL_SHARE));
        double votes = 0;
        List<Window> passed = new ArrayList<>();
        for (Member m : members) {
            if (m.profile && (votes == 0 || votes * factor > CLEAR)) {
                continue; // would settle nothing
            }
            List<Window> near =
                    FaceWindows.near(
                            m.cascade,
                            close,
                            (box.x() - x) * scale + CLOSE / 2,
                            (box.y() - y) * scale + CLOSE / 2,
                            CENTRED * CLOSE,
                            SMALLER * CLOSE,
                            LARGER * CLOSE);
            votes += m.weight * near.size();
            passed.addAll(near);
        }
        if (passed.isEmpty()) {
            return new Verdict(box, 0);
        }
        Window mean = FaceWindows.mean(passed);
        return new Verdict(
                new Window(mean.x() / scale + x, mean.y() / scale + y, mean.side() / scale),
                votes * factor / (votes * factor + HALF));
    }
}
