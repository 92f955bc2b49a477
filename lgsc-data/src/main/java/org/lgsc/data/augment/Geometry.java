package org.lgsc.data.augment;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.lgsc.core.image.RgbImage;

/** The augmentations that move or cover pixels. None changes its argument. */
final class Geometry {
    private static final int ERASED = 80;
    private static final int LARGEST_CUT_OUT = 20;
    private static final double LARGEST_CROP = 0.12;

    private Geometry() {}

    /** One or two boxes of 1 to 3 % of the area, aspect 0.5 to 2, grey 80. */
    static RgbImage erase(RgbImage image, RandomGenerator random) {
        RgbImage out = copy(image);
        int boxes = random.nextInt(1, 3);
        for (int i = 0; i < boxes; i++) {
            double area = random.nextDouble(0.01, 0.03) * ((double) image.width() * image.height());
            double aspect = random.nextDouble(0.5, 2);
            int height = (int) Math.round(Math.sqrt(area * aspect));
            int width = (int) Math.round(Math.sqrt(area / aspect));
            if (width < image.width() && height < image.height()) {
                int x = random.nextInt(image.width() - width);
                int y = random.nextInt(image.height() - height);
                fill(out, x, y, x + width, y + height, ERASED);
            }
        }
        return out;
    }

    /** A black square around a random point, less than 20 pixels wide, clipped at the edges. */
    static RgbImage cutOut(RgbImage image, RandomGenerator random) {
        RgbImage out = copy(image);
        int x = random.nextInt(image.width());
        int y = random.nextInt(image.height());
        int half = random.nextInt(1, LARGEST_CUT_OUT) / 2;
        fill(
                out,
                Math.max(0, x - half),
                Math.max(0, y - half),
                Math.min(image.width(), x + half),
                Math.min(image.height(), y + half),
                0);
        return out;
    }

    private static void fill(RgbImage image, int x1, int y1, int x2, int y2, int value) {
        for (int y = y1; y < y2; y++) {
            int row = 3 * y * image.width();
            Arrays.fill(image.data(), row + 3 * x1, row + 3 * x2, (byte) value);
        }
    }

    /** About the centre, same size, bilinear, black outside. */
    static RgbImage rotate(RgbImage image, double degrees) {
        int w = image.width();
        int h = image.height();
        byte[] in = image.data();
        byte[] out = new byte[in.length];
        float cos = (float) Math.cos(Math.toRadians(degrees));
        float sin = (float) Math.sin(Math.toRadians(degrees));
        float cx = (w - 1) / 2f;
        float cy = (h - 1) / 2f;
        float[] weights = new float[4]; // of the four neighbours; 0 for those outside
        for (int y = 0, o = 0; y < h; y++) {
            for (int x = 0; x < w; x++, o += 3) {
                float sx = cos * (x - cx) - sin * (y - cy) + cx;
                float sy = sin * (x - cx) + cos * (y - cy) + cy;
                int x0 = (int) Math.floor(sx);
                int y0 = (int) Math.floor(sy);
                if (x0 < -1 || y0 < -1 || x0 >= w || y0 >= h) {
                    continue;
                }
                float right = sx - x0;
                float below = sy - y0;
                weights[0] = (1 - right) * (1 - below);
                weights[1] = right * (1 - below);
                weights[2] = (1 - right) * below;
                weights[3] = right * below;
                for (int corner = 0; corner < 4; corner++) {
                    int px = x0 + (corner & 1);
                    int py = y0 + (corner >> 1);
                    if (px < 0 || py < 0 || px >= w || py >= h) {
                        weights[corner] = 0;
                    }
                }
                for (int c = 0; c < 3; c++) {
                    float sum = 0.5f;
                    for (int corner = 0; corner < 4; corner++) {
                        if (weights[corner] != 0) {
                            int at = 3 * ((y0 + (corner >> 1)) * w + x0 + (corner & 1)) + c;
                            sum += weights[corner] * (in[at] & 0xff);
                        }
                    }
                    out[o + c] = (byte) (int) sum;
                }
            }
        }
        return new RgbImage(w, h, out);
    }

    /** Up to 12 % off each side. */
    static RgbImage cropSides(RgbImage image, RandomGenerator random) {
        int mostX = (int) (LARGEST_CROP * image.width());
        int mostY = (int) (LARGEST_CROP * image.height());
        int left = random.nextInt(mostX + 1);
        int top = random.nextInt(mostY + 1);
        int right = random.nextInt(mostX + 1);
        int bottom = random.nextInt(mostY + 1);
        return image.crop(left, top, image.width() - left - right, image.height() - top - bottom);
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

    private static RgbImage copy(RgbImage image) {
        return new RgbImage(image.width(), image.height(), image.data().clone());
    }
}
