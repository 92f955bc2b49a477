package org.lgsc.data.internal.recapture;

/**
 * The part of a face that something worn or applied covers: an oval from the hairline to the chin,
 * upright on the line between the eyes, found from the positions of eyes and mouth.
 */
final class FaceOval {
    /** Half-axes in units of the distances between the eyes and from the eyes to the mouth. */
    private static final double ACROSS = 1.12;

    private static final double DOWN = 1.3;

    /** Distance of the centre below the eyes in units of that from the eyes to the mouth. */
    private static final double CENTRE = 0.35;

    private final float centreX;
    private final float centreY;
    private final float cos;
    private final float sin;
    private final float across;
    private final float down;

    FaceOval(FaceLayout layout, int width, int height) {
        double eyesX = (layout.leftEyeX() + layout.rightEyeX()) / 2 * width;
        double eyesY = (layout.leftEyeY() + layout.rightEyeY()) / 2 * height;
        double alongX = (layout.rightEyeX() - layout.leftEyeX()) * width;
        double alongY = (layout.rightEyeY() - layout.leftEyeY()) * height;
        double between = Math.max(1, Math.hypot(alongX, alongY));
        double toMouth =
                Math.max(
                        1,
                        Math.hypot(
                                layout.mouthX() * width - eyesX, layout.mouthY() * height - eyesY));
        cos = (float) (alongX / between);
        sin = (float) (alongY / between);
        centreX = (float) (eyesX - sin * CENTRE * toMouth);
        centreY = (float) (eyesY + cos * CENTRE * toMouth);
        across = (float) (ACROSS * between);
        down = (float) (DOWN * toMouth);
    }

    /** Position across the oval, -1 to 1 inside. */
    float u(float x, float y) {
        return ((x - centreX) * cos + (y - centreY) * sin) / across;
    }

    /** Position down the oval, -1 to 1 inside. */
    float v(float x, float y) {
        return ((y - centreY) * cos - (x - centreX) * sin) / down;
    }

    /** Returns the distance to the border in pixels, positive inside. */
    float inside(float x, float y) {
        float u = u(x, y);
        float v = v(x, y);
        return (1 - (float) Math.sqrt(u * u + v * v)) * Math.min(across, down);
    }
}
