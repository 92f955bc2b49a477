package org.lgsc.core.face;

import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;

/**
 * Cuts a square around a face in the same way for training and inference.
 *
 * <p>The square's side is {@code enlargement} times the longer side of the box; both have the same
 * centre. A square that extends beyond an edge is shifted inside, and one larger than the picture
 * shrinks to the picture's shorter side. Nothing is ever padded: an invented border is a cue of its
 * own, and one that only tightly framed captures would carry. The published code does not state an
 * enlargement; CDCN uses 1.2 to 1.4.
 *
 * @param enlargement side of the square over the longer side of the box, at least 1
 * @param minimumSize smallest longer side of the box in pixels; smaller faces are rejected
 */
public record FaceCrop(double enlargement, int minimumSize) {
    /** Enlargement 1.3, faces of at least 40 pixels. */
    public static final FaceCrop DEFAULT = new FaceCrop(1.3, 40);

    /** Checks the ranges. */
    public FaceCrop {
        if (!(enlargement >= 1 && enlargement <= 100)) {
            throw new IllegalArgumentException("enlargement must be 1 to 100, was " + enlargement);
        }
        if (minimumSize < 1) {
            throw new IllegalArgumentException(
                    "minimumSize must be at least 1, was " + minimumSize);
        }
    }

    /**
     * Cuts out the square around a face at native resolution.
     *
     * @throws LgscException when the face is smaller than {@link #minimumSize}
     * @throws IllegalArgumentException when the box is entirely outside the picture
     */
    public RgbImage crop(RgbImage image, FaceBox face) {
        FaceBox square = square(image.width(), image.height(), face);
        return image.crop(square.x(), square.y(), square.width(), square.height());
    }

    /**
     * Returns the square that {@link #crop} cuts out, in the picture's pixels.
     *
     * @param width width of the picture
     * @param height height of the picture
     * @throws LgscException when the face is smaller than {@link #minimumSize}
     * @throws IllegalArgumentException when the box is entirely outside the picture
     */
    public FaceBox square(int width, int height, FaceBox face) {
        int longer = Math.max(face.width(), face.height());
        if (longer < minimumSize) {
            throw LgscException.ofInput(
                    "The face has %dx%d pixels; at least %d are needed: come closer to the"
                            + " camera.",
                    face.width(), face.height(), minimumSize);
        }
        if (face.x() >= width
                || face.y() >= height
                || (long) face.x() + face.width() <= 0
                || (long) face.y() + face.height() <= 0) {
            throw new IllegalArgumentException(face + " is outside the picture");
        }
        int shorterSide = Math.min(width, height);
        int side = (int) Math.min(shorterSide, Math.round(longer * enlargement));
        int x = start(face.x() + face.width() / 2.0, side, width);
        int y = start(face.y() + face.height() / 2.0, side, height);
        return new FaceBox(x, y, side, side, face.confidence());
    }

    private static int start(double centre, int side, int length) {
        long start = Math.round(centre - side / 2.0);
        return (int) Math.max(0, Math.min(length - side, start));
    }
}
