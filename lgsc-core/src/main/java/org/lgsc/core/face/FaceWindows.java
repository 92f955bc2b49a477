package org.lgsc.core.face;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Places and sizes that a cascade accepts as faces, and the groups that they form. */
final class FaceWindows {
    /** Largest distance, relative to their size, between two windows that show the same face. */
    private static final double SAME = 0.2;

    /** Factor from one size to the next in a close examination. */
    private static final double CLOSE_STEP = 1.1;

    private FaceWindows() {}

    /** A square in pixels of the searched picture. */
    record Window(double x, double y, double side) {
        /** Whether most of the smaller window is inside the other. */
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
     * Returns the windows of one size that pass. Every second place is tested; the next one is
     * skipped after a place that is far from a face.
     *
     * @param side side in pixels, at least the cascade's
     */
    static List<Window> scan(HaarCascade cascade, GreyLevels image, double side) {
        List<Window> found = new ArrayList<>();
        int size = cascade.size();
        double scale = side / size;
        IntegralImage level = image.at(scale);
        for (int y = 0; y + size <= level.height(); y += 2) {
            for (int x = 0; x + size <= level.width(); x += 2) {
                float margin = cascade.evaluate(level, x, y);
                if (margin >= 0) {
                    found.add(new Window(x * scale, y * scale, side));
                } else if (margin <= -cascade.stages()) {
                    x += 2; // far from a face
                }
            }
        }
        return found;
    }

    /** Returns the sizes of a close examination. */
    static List<Double> sides(HaarCascade cascade, double least, double most) {
        List<Double> sides = new ArrayList<>();
        for (double side = Math.max(cascade.size(), least); side <= most; side *= CLOSE_STEP) {
            sides.add(side);
        }
        return sides;
    }

    /**
     * Returns the windows of one size that pass and whose centre is near a place; every place is
     * tested.
     *
     * @param x place across
     * @param y place down
     * @param reach largest distance in pixels
     * @param side side in pixels, at least the cascade's
     */
    static List<Window> near(
            HaarCascade cascade, GreyLevels image, double x, double y, double reach, double side) {
        List<Window> found = new ArrayList<>();
        int size = cascade.size();
        double scale = side / size;
        IntegralImage level = image.at(scale);
        double middleX = (x - side / 2) / scale;
        double middleY = (y - side / 2) / scale;
        double radius = reach / scale;
        int lastX = (int) Math.min(level.width() - size, middleX + radius);
        int lastY = (int) Math.min(level.height() - size, middleY + radius);
        for (int t = (int) Math.max(0, Math.ceil(middleY - radius)); t <= lastY; t++) {
            for (int l = (int) Math.max(0, Math.ceil(middleX - radius)); l <= lastX; l++) {
                if (Math.hypot(l - middleX, t - middleY) < radius
                        && cascade.evaluate(level, l, t) >= 0) {
                    found.add(new Window(l * scale, t * scale, side));
                }
            }
        }
        return found;
    }

    /** Groups windows that are near one another, directly or through others. */
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

    /** Returns the mean of windows. */
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
