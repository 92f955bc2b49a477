package org.lgsc.core.face;

import org.lgsc.core.image.RgbImage;

/**
 * Checks whether the pixels of a face look photographed: a photographed face has shading nearly
 * everywhere. Eyes, nose and mouth drawn in plain colours convince any detector, and so does a face
 * printed in black and white dots.
 */
final class FaceSurface {
    private static final int SIDE = 64;

    /** Largest share of pixels of the reduced picture that may be like all of their neighbours. */
    private static final double MOST_FLAT = 0.5;

    /** Largest difference in grey levels between neighbours that count as alike. */
    private static final int ALIKE = 1;

    /**
     * A pixel closer to black or white than this number of grey levels counts as black or white.
     */
    private static final int NEAR = 24;

    private static final double MOST_TWO_TONE = 0.8;
    private static final double LEAST_OF_EACH = 0.1;

    private FaceSurface() {}

    /** Whether a box, which may extend beyond the picture, may show a photographed face. */
    static boolean isNatural(RgbImage image, FaceBox face) {
        int x = Math.max(0, face.x());
        int y = Math.max(0, face.y());
        int w = Math.min(image.width(), face.x() + face.width()) - x;
        int h = Math.min(image.height(), face.y() + face.height()) - y;
        if (w < 3 || h < 3) {
            return true; // too small to decide
        }
        FaceBox part = new FaceBox(x, y, w, h, 1);
        return flat(GreyImage.of(image, part, SIDE)) <= MOST_FLAT && !twoTone(image, part);
    }

    /** Returns the share of pixels that are like all of their eight neighbours. */
    static double flat(GreyImage image) {
        int flat = 0;
        for (int y = 1; y < image.height() - 1; y++) {
            for (int x = 1; x < image.width() - 1; x++) {
                int least = 255;
                int most = 0;
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        int v = image.luma()[(y + dy) * image.width() + x + dx] & 0xff;
                        least = Math.min(least, v);
                        most = Math.max(most, v);
                    }
                }
                flat += most - least <= ALIKE ? 1 : 0;
            }
        }
        return (double) flat / Math.max(1, (image.width() - 2) * (image.height() - 2));
    }

    /** Whether nearly all pixels of the original picture are black or white. */
    private static boolean twoTone(RgbImage image, FaceBox part) {
        int black = 0;
        int white = 0;
        int all = 0;
        // an odd step does not coincide with a pattern of even size
        int step = Math.max(1, Math.min(part.width(), part.height()) / SIDE) | 1;
        for (int y = part.y(); y < part.y() + part.height(); y += step) {
            for (int x = part.x(); x < part.x() + part.width(); x += step, all++) {
                int level = (image.get(x, y, 0) + image.get(x, y, 1) + image.get(x, y, 2)) / 3;
                black += level < NEAR ? 1 : 0;
                white += level > 255 - NEAR ? 1 : 0;
            }
        }
        return black + white > MOST_TWO_TONE * all
                && black > LEAST_OF_EACH * all
                && white > LEAST_OF_EACH * all;
    }
}
