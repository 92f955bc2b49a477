package org.lgsc.core.face;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Places and sizes at which a cascade says "face", and the groups that they form. */
final class FaceWindows {
    /** How far apart, relative to their size, two windows may be and still show the same face. */
    private static final double SAME = 0.2;

    /** From one size to the next: the cascades were trained to bear this much. */
    private static final double STEP = 1.1;

    private FaceWindows() {}

    /**
     * A square.
     *
     * @param x left edge in pixels of the searched picture
     * @param y top edge
     * @param side pixels
     */
    record Window(double x, double y, double side) {
        /** Whether most of the smaller one of both lies in the other. */
        boolean covers(Window o) {
            double across = Math.min(x + side, o.x + o.side) - Math.max(x, o.x);
            double down = Math.min(y + side, o.y + o.side) - Math.max(y, o.y);
            double smaller = Math.min(side, o.side);
            return across > 0 && down > 0 && across * down > 0.5 * smaller * smaller;
        }

        private boolean near(Window o) {
            double reach = SAME * Math.min(side, o.side);
            return Math.abs(x - o.x) <= reach
                    && Math.abs(y - o.y) <= reach
                    && Math.abs(x + side - o.x - o.side) <= reach
                    && Math.abs(y + side - o.y - o.side) <= reach;
        }
    }

    /**
     * All windows of a picture that pass.
     *
     * @param least smallest side
     * @param most largest side
     * @param stride pixels of the window's own size from one to the next: 1 for all
     */
    static List<Window> scan(
            HaarCascade cascade, GreyImage image, double least, double most, int stride) {
        List<Window> found = new ArrayList<>();
        int size = cascade.size();
        double shorter = Math.min(image.width(), image.height());
        for (double side = least; side <= Math.min(most, shorter); side *= STEP) {
            double scale = side / size;
            GreyImage level =
                    image.resized(
                            (int) Math.round(image.width() / scale),
                            (int) Math.round(image.height() / scale));
            IntegralImage sums = level.integral();
            for (int y = 0; y + size <= level.height(); y += stride) {
                for (int x = 0; x + size <= level.width(); x += stride) {
                    if (cascade.evaluate(sums, x, y) >= 0) {
                        found.add(new Window(x * scale, y * scale, side));
                    }
                }
            }
        }
        return found;
    }

    /** Windows that lie near one another, directly or through others. */
    static List<List<Window>> groups(List<Window> windows) {
        int[] parent = new int[windows.size()];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = i;
            for (int j = 0; j < i; j++) {
                if (windows.get(i).near(windows.get(j))) {
                    parent[root(parent, j)] = root(parent, i);
                }
            }
        }
        Map<Integer, List<Window>> groups = new HashMap<>();
        for (int i = 0; i < parent.length; i++) {
            groups.computeIfAbsent(root(parent, i), r -> new ArrayList<>()).add(windows.get(i));
        }
        return List.copyOf(groups.values());
    }

    private static int root(int[] parent, int i) {
        int root = i;
        while (parent[root] != root) {
            root = parent[root];
        }
        parent[i] = root;
        return root;
    }

    /** The mean of windows. */
    static Window mean(List<Window> windows) {
        double x = 0;
        double y = 0;
        double side = 0;
        for (Window w : windows) {
            x += w.x;
            y += w.y;
            side += w.side;
        }
        int n = windows.size();
        return new Window(x / n, y / n, side / n);
    }
}
