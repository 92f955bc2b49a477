package org.lgsc.core.geometry;

import java.util.List;
import java.util.TreeSet;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.RgbImage;

/**
 * A face as network input: one picture, or several parts of one.
 *
 * @param width width in pixels of the picture that contains the parts
 * @param height height in pixels of that picture
 * @param parts scored parts, row by row from the top left; all of one size, with sides that are
 *     multiples of 32 as the network requires
 */
public record FaceView(int width, int height, List<Part> parts) {
    /**
     * A rectangle of the view.
     *
     * @param x pixels from the left
     * @param y pixels from the top
     * @param image pixels of the part
     */
    public record Part(int x, int y, RgbImage image) {}

    /** Copies the list. */
    public FaceView {
        parts = List.copyOf(parts);
    }

    /** Returns the pictures of the parts, in their order. */
    public List<RgbImage> images() {
        return parts.stream().map(Part::image).toList();
    }

    /**
     * Returns the share of a face's box that is scored.
     *
     * @param area rectangle of the photograph that was cut out and scaled to this view
     * @param box the detector's box in the same photograph
     * @return share, 0 to 1; the part of the box outside the area counts as not scored
     */
    public double share(FaceBox area, FaceBox box) {
        double scaleX = (double) width / area.width();
        double scaleY = (double) height / area.height();
        double left = (box.x() - area.x()) * scaleX;
        double top = (box.y() - area.y()) * scaleY;
        double right = left + box.width() * scaleX;
        double bottom = top + box.height() * scaleY;
        TreeSet<Double> xs = new TreeSet<>(List.of(left, right));
        TreeSet<Double> ys = new TreeSet<>(List.of(top, bottom));
        for (Part p : parts) {
            xs.addAll(List.of((double) p.x(), (double) p.x() + p.image().width()));
            ys.addAll(List.of((double) p.y(), (double) p.y() + p.image().height()));
        }
        double seen = 0;
        for (Double x : xs.subSet(left, true, right, false)) {
            for (Double y : ys.subSet(top, true, bottom, false)) {
                if (parts.stream().anyMatch(p -> holds(p, x, y))) {
                    seen += (xs.higher(x) - x) * (ys.higher(y) - y);
                }
            }
        }
        return seen / ((right - left) * (bottom - top));
    }

    private static boolean holds(Part p, double x, double y) {
        return p.x() <= x
                && x < p.x() + p.image().width()
                && p.y() <= y
                && y < p.y() + p.image().height();
    }
}
