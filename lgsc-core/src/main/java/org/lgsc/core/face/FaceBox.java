package org.lgsc.core.face;

/**
 * Where a face is. It may reach over the picture's edge.
 *
 * @param x left edge in pixels
 * @param y top edge in pixels
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param confidence on the detector's own scale, more is surer; 1 when it gives none
 */
public record FaceBox(int x, int y, int width, int height, double confidence) {
    /** Checks the size. */
    public FaceBox {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "a face box must be at least 1x1, was " + width + "x" + height);
        }
    }

    /** Width times height in pixels. */
    public long area() {
        return (long) width * height;
    }
}
