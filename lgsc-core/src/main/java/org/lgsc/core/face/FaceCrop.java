package org.lgsc.core.face;

import java.util.Locale;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;

/**
 * Cuts a square around a face, the same way for training and inference.
 *
 * <p>The square's side is {@code enlargement} times the longer side of the box, about the centre of
 * the box. Where it reaches over an edge it is shifted inside, and where it is larger than the
 * picture it shrinks to the picture's shorter side. Nothing is ever padded: an invented border is a
 * cue of its own, and one that only tightly framed captures would carry. The published code does
 * not state an enlargement; CDCN uses 1.2 to 1.4.
 *
 * @param enlargement side of the square over the longer side of the box, at least 1
 * @param minimumSize least longer side of the box in pixels; smaller faces are refused
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
     * The square around a face at native resolution.
     *
     * @throws LgscException when the face is smaller than {@link #minimumSize}
     * @throws IllegalArgumentException when the box lies wholly outside the picture
     */
    public RgbImage crop(RgbImage image, FaceBox face) {
        FaceBox square = square(image.width(), image.height(), face);
        return image.crop(square.x(), square.y(), square.width(), square.height());
    }

    /**
     * Where {@link #crop} cuts, in the picture's pixels.
     *
     * @param width of the picture
     * @param height of the picture
     * @throws LgscException when the face is smaller than {@link #minimumSize}
     * @throws IllegalArgumentException when the box lies wholly outside the picture
     */
    public FaceBox square(int width, int height, FaceBox face) {
        int longer = Math.max(face.width(), face.height());
        if (longer < minimumSize) {
            throw new LgscException(
                    String.format(
                            Locale.ROOT,
                            "The face has %dx%d pixels; at least %d are needed: take the picture"
                                    + " from nearer.",
                            face.width(),
                            face.height(),
                            minimumSize));
        }
        if (face.x() >= width
                || face.y() >= height
                || (long) face.x() + face.width() <= 0
                || (long) face.y() + face.height() <= 0) {
            throw new IllegalArgumentException(face + " lies outside the picture");
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
