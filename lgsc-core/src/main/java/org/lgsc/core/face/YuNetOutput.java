package org.lgsc.core.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lgsc.core.face.FaceLandmarks.Point;
import org.lgsc.core.internal.RootFormat;

/**
 * Output of YuNet of 2021 and 2022 for a picture, by anchor: two or three squares at every point of
 * four grids that are compared with faces.
 *
 * @param width width of the network's input in pixels, a multiple of 32
 * @param height height of the network's input in pixels, a multiple of 32
 * @param places for each anchor 14 numbers: centre, size and five landmarks, relative to it
 * @param classes for each anchor the probabilities of background and face
 * @param overlaps for each anchor the predicted overlap of the box with the face
 */
record YuNetOutput(int width, int height, float[] places, float[] classes, float[] overlaps) {
    private static final int[] STRIDES = {8, 16, 32, 64};
    private static final int[][] SIDES = {{10, 16, 24}, {32, 48}, {64, 96}, {128, 192, 256}};
    private static final double CENTRE_SCALE = 0.1;

    /** Two scales, as in OpenCV's own code, so that the boxes are the same. */
    private static final double WIDTH_SCALE = 0.1;

    private static final double HEIGHT_SCALE = 0.2;

    /** Nines of the largest score in single precision. */
    private static final double NINES = 6;

    /** Scores below this are not even guesses. */
    private static final double LEAST = 0.5;

    private static final double SAME_FACE = 0.3;

    /** A box in pixels of the network's input. */
    private record Candidate(double x, double y, double w, double h, double score, Point[] marks) {
        private double overlap(Candidate o) {
            double across = Math.min(x + w, o.x + o.w) - Math.max(x, o.x);
            double down = Math.min(y + h, o.y + o.h) - Math.max(y, o.y);
            double both = Math.max(0, across) * Math.max(0, down);
            return both / (w * h + o.w * o.h - both);
        }

        private double confidence() {
            return Math.min(1, -Math.log10(1 - score) / NINES);
        }

        private FaceBox box(double scaleX, double scaleY) {
            Point[] p = new Point[marks.length];
            for (int i = 0; i < p.length; i++) {
                p[i] = new Point(marks[i].x() * scaleX, marks[i].y() * scaleY);
            }
            return new FaceBox(
                    (int) Math.round(x * scaleX),
                    (int) Math.round(y * scaleY),
                    (int) Math.max(1, Math.round(w * scaleX)),
                    (int) Math.max(1, Math.round(h * scaleY)),
                    confidence(),
                    Optional.of(new FaceLandmarks(p[0], p[1], p[2], p[3], p[4])));
        }
    }

    /**
     * Returns the faces without duplicates, largest first.
     *
     * @param scaleX horizontal pixels of the picture per pixel of the network's input
     * @param scaleY vertical pixels of the picture per pixel of the network's input
     * @throws IllegalArgumentException when the output does not have the sizes of such a network
     */
    List<FaceBox> faces(double scaleX, double scaleY) {
        List<Candidate> kept = new ArrayList<>();
        for (Candidate c : candidates()) {
            if (kept.stream().noneMatch(k -> k.overlap(c) > SAME_FACE)) {
                kept.add(c);
            }
        }
        return kept.stream()
                .map(c -> c.box(scaleX, scaleY))
                .sorted(FaceDetector.LARGEST_FIRST)
                .toList();
    }

    /** Candidates with the highest scores first. */
    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        int anchor = 0;
        for (int grid = 0; grid < STRIDES.length; grid++) {
            int stride = STRIDES[grid];
            // each grid has half the points of the one before, rounded down
            int columns = width / 8 >> grid;
            int rows = height / 8 >> grid;
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    for (int side : SIDES[grid]) {
                        add(candidates, anchor++, (x + 0.5) * stride, (y + 0.5) * stride, side);
                    }
                }
            }
        }
        if (overlaps.length != anchor
                || classes.length != 2 * anchor
                || places.length != 14 * anchor) {
            throw new IllegalArgumentException(
                    RootFormat.of("%s outputs for %s anchors", overlaps.length, anchor));
        }
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return candidates;
    }

    private void add(List<Candidate> candidates, int anchor, double x, double y, int side) {
        if (anchor >= overlaps.length || 2 * anchor + 1 >= classes.length) {
            return; // counted, and rejected at the end
        }
        double overlap = Math.max(0, Math.min(1, overlaps[anchor]));
        double score = Math.sqrt(overlap * classes[2 * anchor + 1]);
        if (!(score >= LEAST) || 14 * anchor + 13 >= places.length) {
            return;
        }
        int at = 14 * anchor;
        double unit = CENTRE_SCALE * side;
        double w = side * Math.exp(places[at + 2] * WIDTH_SCALE);
        double h = side * Math.exp(places[at + 3] * HEIGHT_SCALE);
        Point[] marks = new Point[5];
        for (int i = 0; i < marks.length; i++) {
            marks[i] =
                    new Point(x + places[at + 4 + 2 * i] * unit, y + places[at + 5 + 2 * i] * unit);
        }
        candidates.add(
                new Candidate(
                        x + places[at] * unit - w / 2,
                        y + places[at + 1] * unit - h / 2,
                        w,
                        h,
                        Math.min(1, score),
                        marks));
    }
}
