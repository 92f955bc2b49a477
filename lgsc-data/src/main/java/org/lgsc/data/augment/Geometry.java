package org.lgsc.data.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.lgsc.core.image.RgbImage;

/** The augmentations that move or cover pixels. None changes its argument. */
final class Geometry {
    private static final int ERASED = 80;
    private static final int LARGEST_CUT_OUT = 20;
    private static final double LARGEST_CROP = 0.12;

    private Geometry() {}

    /** Draws one or two boxes of 1 to 3 % of the area, aspect 0.5 to 2, grey 80. */
    static List<Fill> erase(int width, int height, RandomGenerator random) {
        List<Fill> fills = new ArrayList<>();
        int boxes = random.nextInt(1, 3);
        for (int i = 0; i < boxes; i++) {
            double area = random.nextDouble(0.01, 0.03) * ((double) width * height);
            double aspect = random.nextDouble(0.5, 2);
            int boxHeight = (int) Math.round(Math.sqrt(area * aspect));
            int boxWidth = (int) Math.round(Math.sqrt(area / aspect));
            if (boxWidth < width && boxHeight < height) {
                int x = random.nextInt(width - boxWidth);
                int y = random.nextInt(height - boxHeight);
                fills.add(new Fill(x, y, x + boxWidth, y + boxHeight, ERASED));
            }
        }
        return fills;
    }

    /**
     * Draws a black square around a random point, less than 20 pixels wide, clipped at the edges.
     */
    static Fill cutOut(int width, int height, RandomGenerator random) {
        int x = random.nextInt(width);
        int y = random.nextInt(height);
        int half = random.nextInt(1, LARGEST_CUT_OUT) / 2;
        return new Fill(
                Math.max(0, x - half),
                Math.max(0, y - half),
                Math.min(width, x + half),
                Math.min(height, y + half),
                0);
    }

    /** Returns the window that is left when up to 12 % is cut off each side. */
    static Window cropSides(int width, int height, RandomGenerator random) {
        int mostX = (int) (LARGEST_CROP * width);
        int mostY = (int) (LARGEST_CROP * height);
        int left = random.nextInt(mostX + 1);
        int top = random.nextInt(mostY + 1);
        int right = random.nextInt(mostX + 1);
        int bottom = random.nextInt(mostY + 1);
        return new Window(left, top, width - left - right, height - top - bottom);
    }

    static RgbImage flip(RgbImage image) {
        int w = image.width();
        byte[] in = image.data();
        byte[] out = new byte[in.length];
        for (int p = 0; p < in.length / 3; p++) {
            int mirrored = p - p % w + (w - 1 - p % w);
            out[3 * p] = in[3 * mirrored];
            out[3 * p + 1] = in[3 * mirrored + 1];
            out[3 * p + 2] = in[3 * mirrored + 2];
        }
        return new RgbImage(w, image.height(), out);
    }
}
