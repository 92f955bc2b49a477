package org.lgsc.core.detector;

import java.util.Random;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;

/**
 * A face drawn from ellipses without fonts or a graphics library, so that it is bit-identical on
 * every machine.
 */
final class DrawnFace {
    private static final long SEED = 11;
    private static final int NOISE = 12;
    private static final int SAMPLES = 3;

    /**
     * Colour, centre and size in hundredths of the face's height; later shapes cover earlier ones.
     */
    private static final double[][] SHAPES = {
        {0x32231e, 0, -8, 84, 96},
        {0xd7aa91, 0, 2, 72, 92},
        {0xa5735f, -16, -9, 24, 15},
        {0xa5735f, 16, -9, 24, 15},
        {0x503228, -16, -17, 22, 5},
        {0x503228, 16, -17, 22, 5},
        {0xf0ebe6, -16, -8, 15, 7},
        {0xf0ebe6, 16, -8, 15, 7},
        {0x281914, -16, -8, 7, 7},
        {0x281914, 16, -8, 7, 7},
        {0xe4b49b, -20, 10, 18, 14},
        {0xe4b49b, 20, 10, 18, 14},
        {0x784b41, -4, 16, 4, 3},
        {0x784b41, 4, 16, 4, 3},
        {0xebc3aa, 0, 0, 9, 28},
        {0x963c3c, 0, 27, 26, 8}
    };

    private static final int WALL = 0x788c96;

    private DrawnFace() {}

    /** Returns a JPEG of 480x640 pixels, a face half as high as it. */
    static byte[] photograph() {
        return ImageEncoder.jpeg(portrait(480, 640, 240, 320, 320), 90);
    }

    /**
     * Draws a face in front of a wall, with some grain.
     *
     * @param faceHeight pixels from hair to chin
     */
    static RgbImage portrait(int width, int height, double x, double y, double faceHeight) {
        RgbImage image = RgbImage.black(width, height);
        Random random = new Random(SEED);
        int[] sum = new int[3];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                sum[0] = sum[1] = sum[2] = 0;
                for (int s = 0; s < SAMPLES * SAMPLES; s++) {
                    double px = column + (s % SAMPLES + 0.5) / SAMPLES;
                    int down = s / SAMPLES;
                    double py = row + (down + 0.5) / SAMPLES;
                    int colour = colour(100 * (px - x) / faceHeight, 100 * (py - y) / faceHeight);
                    for (int c = 0; c < 3; c++) {
                        sum[c] += colour >> 16 - 8 * c & 0xff;
                    }
                }
                int grain = random.nextInt(2 * NOISE + 1) - NOISE;
                for (int c = 0; c < 3; c++) {
                    int value = sum[c] / (SAMPLES * SAMPLES) + grain;
                    image.data()[3 * (row * width + column) + c] =
                            (byte) Math.max(0, Math.min(255, value));
                }
            }
        }
        return image;
    }

    private static int colour(double x, double y) {
        for (int i = SHAPES.length - 1; i >= 0; i--) {
            double[] s = SHAPES[i];
            double dx = 2 * (x - s[1]) / s[3];
            double dy = 2 * (y - s[2]) / s[4];
            if (dx * dx + dy * dy <= 1) {
                return (int) s[0];
            }
        }
        return WALL;
    }
}
