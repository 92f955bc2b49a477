package org.lgsc.core.foreign;

import java.util.Objects;
import org.lgsc.core.Experimental;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.ImageScaler.Interpolation;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;

/**
 * How a network's authors cut a face out of a photograph. The rule reproduces their arithmetic to
 * the pixel, including truncations, because a crop that is shifted by one pixel gives another
 * score.
 *
 * @param factor size of the crop over that of the box, 1 to 10
 * @param shape shape of the crop
 * @param edge treatment of a crop that extends beyond the picture's edge
 * @param shrinking interpolation for a crop that is not smaller than the network's input in both
 *     directions
 * @param enlarging interpolation for a crop that is smaller in both directions
 */
@Experimental
public record CropRule(
        double factor, Shape shape, Edge edge, Interpolation shrinking, Interpolation enlarging) {
    /** The smallest factor. */
    public static final double LEAST_FACTOR = 1;

    /** The largest factor. */
    public static final double MOST_FACTOR = 10;

    /** Of a crop that is filled up: 300 MB. */
    private static final long MOST_PIXELS = 100_000_000;

    /** Proportions of a crop. */
    public enum Shape {
        /** Those of the detector's box. */
        BOX,
        /** A square with the longer side of the box. */
        SQUARE
    }

    /** Treatment of a crop that extends beyond the picture. */
    public enum Edge {
        /** Reduced to fit into the picture minus one pixel, and shifted inside. */
        SHIFT,
        /** Reduced to fit into the picture minus one pixel, and cut off at the edge. */
        CLIP,
        /** Padded with the inside, mirrored about the outermost pixel. */
        REFLECT,
        /** Padded with the outermost pixel. */
        REPLICATE,
        /** Padded with black. */
        BLACK,
        /** As for this library's models: {@link FaceCrop}, for squares. */
        LGSC;

        private boolean fits() {
            return this == SHIFT || this == CLIP || this == LGSC;
        }
    }

    /** Checks the factor and the combination of shape and edge. */
    public CropRule {
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(edge, "edge");
        Objects.requireNonNull(shrinking, "shrinking");
        Objects.requireNonNull(enlarging, "enlarging");
        if (!(factor >= LEAST_FACTOR && factor <= MOST_FACTOR)) {
            throw new IllegalArgumentException("factor must be 1 to 10, was " + factor);
        }
        if (edge == Edge.LGSC && shape != Shape.SQUARE) {
            throw new IllegalArgumentException("edge lgsc cuts squares");
        }
    }

    /**
     * Returns the rectangle that is cut out, in the picture's pixels. It may extend beyond the edge
     * if the rule pads.
     *
     * @param width width of the picture
     * @param height height of the picture
     * @throws IllegalArgumentException when the box is entirely outside the picture
     */
    public FaceBox area(int width, int height, FaceBox face) {
        if (face.overlap(new FaceBox(0, 0, width, height, 1)) == 0) {
            throw new IllegalArgumentException(face + " is outside the picture");
        }
        return switch (edge) {
            case SHIFT -> shifted(width, height, face);
            case CLIP -> clipped(width, height, face);
            case LGSC -> new FaceCrop(factor, 1).square(width, height, face);
            case REFLECT, REPLICATE, BLACK -> centred(face);
        };
    }

    /** Sides of the enlarged box, reduced to fit into the picture minus one pixel. */
    private double[] fitted(int width, int height, FaceBox face) {
        double w = shape == Shape.BOX ? face.width() : Math.max(face.width(), face.height());
        double h = shape == Shape.BOX ? face.height() : w;
        double scale = Math.min((height - 1) / h, Math.min((width - 1) / w, factor));
        return new double[] {w * scale, h * scale};
    }

    private FaceBox shifted(int width, int height, FaceBox face) {
        double[] sides = fitted(width, height, face);
        int[] x = shifted(face.x() + face.width() / 2.0, sides[0], width - 1);
        int[] y = shifted(face.y() + face.height() / 2.0, sides[1], height - 1);
        return between(x[0], y[0], x[1], y[1]);
    }

    /** First and last pixel, each truncated separately. */
    private static int[] shifted(double centre, double side, int last) {
        double from = centre - side / 2;
        double to = centre + side / 2;
        if (from < 0) {
            to -= from;
            from = 0;
        }
        if (to > last) {
            from -= to - last;
            to = last;
        }
        return new int[] {Math.max(0, (int) from), (int) to};
    }

    private FaceBox clipped(int width, int height, FaceBox face) {
        double[] sides = fitted(width, height, face);
        double x = face.x() + face.width() / 2.0;
        double y = face.y() + face.height() / 2.0;
        return between(
                Math.min(width - 1, Math.max(0, (int) (x - sides[0] / 2))),
                Math.min(height - 1, Math.max(0, (int) (y - sides[1] / 2))),
                Math.max(0, Math.min(width - 1, (int) (x + sides[0] / 2))),
                Math.max(0, Math.min(height - 1, (int) (y + sides[1] / 2))));
    }

    private static FaceBox between(int left, int top, int right, int bottom) {
        return new FaceBox(left, top, right - left + 1, bottom - top + 1, 1);
    }

    private FaceBox centred(FaceBox face) {
        double longer = Math.max(face.width(), face.height());
        double w = (shape == Shape.BOX ? face.width() : longer) * factor;
        double h = (shape == Shape.BOX ? face.height() : longer) * factor;
        return new FaceBox(
                (int) (face.x() + face.width() / 2.0 - w / 2),
                (int) (face.y() + face.height() / 2.0 - h / 2),
                (int) w,
                (int) h,
                1);
    }

    /**
     * Cuts a face out as the network's input.
     *
     * @param picture photograph in full resolution
     * @param width width of the network's input
     * @param height height of the network's input
     * @throws IllegalArgumentException when the box is entirely outside the picture, or a padded
     *     crop has more than 100 million pixels
     */
    public RgbImage cut(RgbImage picture, FaceBox face, int width, int height) {
        FaceBox area = area(picture.width(), picture.height(), face);
        RgbImage crop =
                edge.fits()
                        ? picture.crop(area.x(), area.y(), area.width(), area.height())
                        : filled(picture, area);
        boolean smaller = crop.width() < width && crop.height() < height;
        return ImageScaler.resize(crop, width, height, smaller ? enlarging : shrinking);
    }

    /** Pads the crop. Only pixels inside the crop are mirrored, not the rest of the picture. */
    private RgbImage filled(RgbImage picture, FaceBox area) {
        int left = Math.max(0, area.x());
        int top = Math.max(0, area.y());
        int right = Math.min(picture.width(), area.x() + area.width());
        int bottom = Math.min(picture.height(), area.y() + area.height());
        if (left >= right || top >= bottom) {
            throw new IllegalArgumentException(area + " is outside the picture");
        }
        if (area.area() > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "a crop of %dx%d pixels is more than %d pixels: scale the picture down",
                            area.width(), area.height(), MOST_PIXELS));
        }
        RgbImage crop = RgbImage.black(area.width(), area.height());
        for (int y = 0; y < area.height(); y++) {
            int row = source(area.y() + y - top, bottom - top);
            for (int x = 0; row >= 0 && x < area.width(); x++) {
                int column = source(area.x() + x - left, right - left);
                if (column >= 0) {
                    System.arraycopy(
                            picture.data(),
                            3 * ((top + row) * picture.width() + left + column),
                            crop.data(),
                            3 * (y * area.width() + x),
                            3);
                }
            }
        }
        return crop;
    }

    /** The inside pixel shown at a place; -1 for black. */
    private int source(int place, int length) {
        if (place >= 0 && place < length) {
            return place;
        }
        return switch (edge) {
            case REPLICATE -> place < 0 ? 0 : length - 1;
            case REFLECT -> mirrored(place, length);
            default -> -1;
        };
    }

    private static int mirrored(int place, int length) {
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int in = Math.floorMod(place, period);
        return in < length ? in : period - in;
    }
}
