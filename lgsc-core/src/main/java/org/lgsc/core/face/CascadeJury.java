package org.lgsc.core.face;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
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

    /** Confidence from which on a face needs no comparison with smaller ones. */
    static final double BEYOND_DOUBT = 0.9;

    /** Windows of this share of the picture's shorter side come first. */
    private static final double FIRST_LOOK = 0.3;

    /** A face is made out by windows from this share of its side on, if it matters at all. */
    private static final double REACH = 0.85;

    /** And one in full from this share on. */
    private static final double WHOLE = 0.425;

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
        return faces(image, least, 0, v -> false);
    }

    /**
     * The faces of a picture, surest first, none twice.
     *
     * @param least side of the smallest face in pixels
     * @param share of the surest face's side: smaller ones may be missing when that one is beyond
     *     doubt; 0 for all
     * @param stands whether a face beyond doubt stands a second look
     */
    List<Verdict> faces(GreyImage image, double least, double share, Predicate<Verdict> stands) {
        Search search = new Search(image, least, COARSE_STEP, false);
        double from = share > 0 ? FIRST_LOOK * Math.min(image.width(), image.height()) : least;
        while (from > least) {
            search.down(from);
            List<Verdict> faces = search.faces();
            if (faces.isEmpty()
                    || faces.get(0).confidence < BEYOND_DOUBT
                    || !stands.test(faces.get(0))) {
                break;
            }
            double needed = Math.min(WHOLE, REACH * share) * faces.get(0).box.side();
            if (needed >= from) {
                return faces;
            }
            from = needed;
        }
        search.down(least);
        List<Verdict> faces = search.faces();
        if (!faces.isEmpty() && faces.get(0).confidence >= 0.5) {
            return faces;
        }
        Search thorough = new Search(image, least, FINE_STEP, true);
        thorough.down(least);
        return thorough.faces();
    }

    /** One picture that is looked over, from large windows to small ones. */
    private final class Search {
        private final GreyImage image;
        private final GreyLevels levels;
        private final List<HaarCascade> scouts;
        private final List<Double> sides = new ArrayList<>();

        /** What passed, for each scout and side. */
        private final List<List<List<Window>>> passed = new ArrayList<>();

        /** Sides from here on have been looked at. */
        private int done;

        private final Map<Window, Verdict> verdicts = new HashMap<>();

        Search(GreyImage image, double least, double step, boolean thorough) {
            this.image = image;
            levels = new GreyLevels(image);
            scouts =
                    members.stream()
                            .filter(m -> m.scout || thorough && !m.profile)
                            .map(Member::cascade)
                            .toList();
            double first = scouts.stream().mapToInt(HaarCascade::size).max().orElseThrow();
            double shorter = Math.min(image.width(), image.height());
            for (double side = Math.max(first, least); side <= shorter; side *= step) {
                sides.add(side);
            }
            done = sides.size();
            for (int i = 0; i < scouts.size(); i++) {
                passed.add(new ArrayList<>(Collections.nCopies(sides.size(), List.of())));
            }
        }

        /** Looks at windows down to a side. */
        void down(double least) {
            int from = done;
            while (from > 0 && sides.get(from - 1) >= least) {
                from--;
            }
            int first = from;
            int count = done - from;
            // on several processors, if they have nothing else to do
            List<List<Window>> found =
                    IntStream.range(0, count * scouts.size())
                            .parallel()
                            .mapToObj(
                                    i ->
                                            FaceWindows.scan(
                                                    scouts.get(i / count),
                                                    levels,
                                                    sides.get(first + i % count)))
                            .toList();
            for (int i = 0; i < found.size(); i++) {
                passed.get(i / count).set(first + i % count, found.get(i));
            }
            done = from;
        }

        /** Of what has been looked at, surest first, none twice. */
        List<Verdict> faces() {
            List<Window> windows = new ArrayList<>();
            passed.forEach(ofScout -> ofScout.forEach(windows::addAll));
            List<List<Window>> groups = new ArrayList<>(FaceWindows.groups(windows));
            groups.sort(Comparator.comparingInt((List<Window> g) -> g.size()).reversed());
            List<Verdict> found = new ArrayList<>();
            for (List<Window> group : groups.subList(0, Math.min(MOST_CANDIDATES, groups.size()))) {
                if (group.size() * WORTH_A_LOOK >= groups.get(0).size()) {
                    Verdict v =
                            verdicts.computeIfAbsent(
                                    FaceWindows.mean(group), mean -> verdict(image, mean));
                    if (v.confidence > 0) {
                        found.add(v);
                    }
                }
            }
            found.sort(Comparator.comparingDouble(Verdict::confidence).reversed());
            List<Verdict> kept = new ArrayList<>();
            for (Verdict v : found) {
                if (kept.stream().noneMatch(k -> k.box.covers(v.box))) {
                    kept.add(v);
                }
            }
            return kept;
        }
    }

    /** From the windows about the box that pass: their number, and their mean for a better box. */
    private Verdict verdict(GreyImage image, Window box) {
        double margin = MARGIN * box.side();
        int x = (int) Math.max(0, box.x() - margin);
        int y = (int) Math.max(0, box.y() - margin);
        int w = (int) Math.min(image.width() - x, box.side() + 2 * margin);
        int h = (int) Math.min(image.height() - y, box.side() + 2 * margin);
        double scale = CLOSE / box.side();
        GreyLevels close =
                new GreyLevels(
                        image.crop(x, y, w, h)
                                .resized(
                                        (int) Math.max(1, Math.round(w * scale)),
                                        (int) Math.max(1, Math.round(h * scale))));
        double share = box.side() / Math.max(image.width(), image.height());
        double factor = Math.max(LEAST_FACTOR, Math.min(MOST_FACTOR, share / USUAL_SHARE));
        double middleX = (box.x() - x) * scale + CLOSE / 2;
        double middleY = (box.y() - y) * scale + CLOSE / 2;
        double votes = 0;
        List<Window> passed = new ArrayList<>();
        for (boolean profile : new boolean[] {false, true}) {
            if (profile && (votes == 0 || votes * factor > CLEAR)) {
                break; // would settle nothing
            }
            List<Member> asked = members.stream().filter(m -> m.profile == profile).toList();
            List<List<Window>> answers =
                    asked.parallelStream()
                            .map(
                                    m ->
                                            FaceWindows.near(
                                                    m.cascade,
                                                    close,
                                                    middleX,
                                                    middleY,
                                                    CENTRED * CLOSE,
                                                    SMALLER * CLOSE,
                                                    LARGER * CLOSE))
                            .toList();
            for (int i = 0; i < asked.size(); i++) {
                if (!profile || votes * factor <= CLEAR) {
                    votes += asked.get(i).weight * answers.get(i).size();
                    passed.addAll(answers.get(i));
                }
            }
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
