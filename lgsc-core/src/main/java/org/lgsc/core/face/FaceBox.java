package org.lgsc.core.face;

import java.util.Objects;
import java.util.Optional;
import org.lgsc.core.internal.RootFormat;

/**
 * Box around a face. It may extend beyond the picture's edge.
 *
 * @param x left edge in pixels
 * @param y top edge in pixels
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param confidence 0 (none) to 1 (sure), as {@link FaceDetector} explains; 1 for a manually drawn
 *     box. Caches of earlier versions store the number of neighbouring detections here
 * @param landmarks eyes, nose and mouth if the detector finds them
 */
public record FaceBox(
        int x, int y, int width, int height, double confidence, Optional<FaceLandmarks> landmarks) {
    /** Checks the size. */
    public FaceBox {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    RootFormat.of("a face box must be at least 1x1, was %sx%s", width, height));
        }
        Objects.requireNonNull(landmarks, "landmarks");
    }

    /** A box without landmarks. */
    public FaceBox(int x, int y, int width, int height, double confidence) {
        this(x, y, width, height, confidence, Optional.empty());
    }

    /** The same face in a picture of another size. */
    public FaceBox scaled(double horizontally, double vertically) {
        int left = (int) Math.round(x * horizontally);
        int top = (int) Math.round(y * vertically);
        int right = (int) Math.round(((double) x + width) * horizontally);
        int bottom = (int) Math.round(((double) y + height) * vertically);
        return new FaceBox(
                left,
                top,
                Math.max(1, right - left),
                Math.max(1, bottom - top),
                confidence,
                landmarks.map(points -> points.scaled(horizontally, vertically)));
    }

    /** Width times height in pixels. */
    public long area() {
        return (long) width * height;
    }

    /** Number of pixels that both boxes cover. */
    public long overlap(FaceBox other) {
        long w = Math.min((long) x + width, (long) other.x + other.width) - Math.max(x, other.x);
        long h = Math.min((long) y + height, (long) other.y + other.height) - Math.max(y, other.y);
        return w <= 0 || h <= 0 ? 0 : w * h;
    }
}
