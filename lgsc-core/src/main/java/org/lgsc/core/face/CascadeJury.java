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
 * Several independently trained cascades that vote on the same picture. One cascade alone
 * occasionally takes a folded cloth for a face; several seldom do so at the same place, and at a
 * real face a cascade accepts dozens of neighbouring places and sizes. Immutable.
 */
final class CascadeJury {
    /** Largest number of places from the coarse scan that are examined closely. */
    private static final int MOST_CANDIDATES = 8;

    /**
     * Factor from one size to the next; cascades tolerate half of it in either direction, if
     * barely.
     */
    private static final double COARSE_STEP = 1.2;

    /** Factor of the second scan, which follows when the first finds no face. */
    private static final double FINE_STEP = 1.1;

    /** A place is skipped when this many times fewer windows pass there than at the best place. */
    private static final int WORTH_A_LOOK = 8;

    /** Side of a face in pixels in the close examination. */
    private static final double CLOSE = 36;

    /** The close examination extends beyond the box by this share of its side. */
    private static final double MARGIN = 0.3;

    /**
     * Largest distance between the centres of a counted window and the box, as a share of its side.
     */
    private static final double CENTRED = 0.2;

    /** Sizes of counted windows, as shares of the box's side. */
    private static final double SMALLER = 0.75;

    private static final double LARGER = 1.3;

    /** Number of votes at which the confidence is one half. */
    private static final double HALF = 9;

    /**
     * Votes for a box with this share of the picture's longer side count as they are. There are
     * more places for smaller boxes, so that chance hits are more frequent among them.
     */
    private static final double USUAL_SHARE = 1 / 3.0;

    /** Weighted votes of the cascades for frontal faces that make further votes unnecessary. */
    private static final double CLEAR = 100;

    /** Confidence from which a face need not be compared with smaller ones. */
    static final double BEYOND_DOUBT = 0.9;

    /** The search starts with windows down to this share of the picture's shorter side. */
    private static final double FIRST_LOOK = 0.3;

    /** A relevant face is detected by windows of at least this share of its side. */
    private static final double REACH = 0.85;

    /** All votes for a face come from windows of at least this share of its side. */
    private static final double WHOLE = 0.425;

    private static final double LEAST_FACTOR = 0.4;
    private static final double MOST_FACTOR = 1.6;

    private final List<Member> members;

    /** A cascade; a scout scans whole pictures, not only the places that others have found. */
    private record Member(HaarCascade cascade, double weight, boolean profile, boolean scout) {
        /**
         * Windows near a place that pass. Sizes are examined at the same time, as members are:
         * members differ in work, and two of three would leave a processor idle.
         */
        List<Window> near(GreyLevels close, double x, double y) {
            return FaceWindows.sides(cascade, SMALLER * CLOSE, LARGER * CLOSE).parallelStream()
                    .flatMap(
                            s ->
                                    FaceWindows.near(cascade, close, x, y, CENTRED * CLOSE, s)
                                            .stream())
                    .toList();
        }
    }

    /** A box and the jury's confidence in it, 0 to 1. */
    record Verdict(Window box, double confidence) {}

    /**
     * @throws org.lgsc.core.LgscException when OpenCV's binaries are not on the class path
     */
    CascadeJury() {
        HaarCascade profile = HaarCascade.bundled("profileface");
        members =
                List.of(
                        new Member(HaarCascade.bundled("frontalface_default"), 0.7, false, true),
                        new Member(HaarCascade.bundled("frontalface_alt2"), 1.2, false, true),
                        new Member(HaarCascade.bundled("frontalface_alt"), 1, false, false),
                        // faces turned slightly to the side; on their own these cascades have too
                        // many false detections
                        new Member(profile, 0.7, true, false),
                        new Member(profile.mirrored(), 0.7, true, false));
    }

    /** Whether a face has more votes than another, by at least the number that any face needs. */
    static boolean outvotes(double confidence, double other) {
        return votes(confidence) >= votes(other) + HALF;
    }

    private static double votes(double confidence) {
        return HALF * confidence / (1 - confidence);
    }

    /**
     * Returns the faces of a picture without duplicates, most confident first.
     *
     * @param least side of the smallest face in pixels
     */
    List<Verdict> faces(GreyImage image, double least) {
        return faces(image, least, 0, v -> false);
    }

    /**
     * Returns the faces of a picture without duplicates, most confident first.
     *
     * @param least side of the smallest face in pixels
     * @param share share of the most confident face's side: when that face is beyond doubt, smaller
     *     ones may be missing; 0 for all faces
     * @param stands whether a face beyond doubt passes a second check
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

    /** A search of one picture, from large windows to small ones. */
    private final class Search {
        private final GreyImage image;
        private final GreyLevels levels;
        private final List<HaarCascade> scouts;
        private final List<Double> sides = new ArrayList<>();

        /** Windows that passed, for each scout and side. */
        private final List<List<List<Window>>> passed = new ArrayList<>();

        /** Sides from this index on have been searched. */
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

        /** Searches windows down to a side. */
        void down(double least) {
            int from = done;
            while (from > 0 && sides.get(from - 1) >= least) {
                from--;
            }
            int first = from;
            int count = done - from;
            // on several processors, as far as they are idle
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

        /** Faces found so far without duplicates, most confident first. */
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

    /** Counts the windows around the box that pass, and refines the box by their mean. */
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
                break; // would not change the result
            }
            List<Member> asked = members.stream().filter(m -> m.profile == profile).toList();
            List<List<Window>> answers =
                    asked.parallelStream().map(m -> m.near(close, middleX, middleY)).toList();
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
