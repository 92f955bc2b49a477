package org.lgsc.data.video;

import java.util.Optional;
import org.lgsc.core.image.RgbImage;

/**
 * One of the eight ways to turn and mirror a picture: first columns and rows are swapped, if at
 * all, then columns and rows are reversed.
 *
 * @param swapped columns become rows
 * @param leftRight columns of the result are reversed
 * @param upDown rows of the result are reversed
 */
record Upright(boolean swapped, boolean leftRight, boolean upDown) {
    /**
     * Returns a rotation without mirroring.
     *
     * @param degrees clockwise, a multiple of 90
     */
    static Upright clockwise(int degrees) {
        return switch (Math.floorMod(degrees, 360) / 90) {
            case 1 -> new Upright(true, true, false);
            case 2 -> new Upright(false, true, true);
            case 3 -> new Upright(true, false, true);
            default -> new Upright(false, false, false);
        };
    }

    /**
     * Reads a display matrix: x' = a x + c y, y' = b x + d y. Angles other than multiples of 90
     * degrees are rounded to the nearest one.
     *
     * @return empty when the matrix maps everything to one point
     */
    static Optional<Upright> of(int a, int b, int c, int d) {
        long straight = Math.abs((long) a) + Math.abs((long) d);
        long across = Math.abs((long) b) + Math.abs((long) c);
        if (straight == 0 && across == 0) {
            return Optional.empty();
        }
        return Optional.of(
                straight >= across
                        ? new Upright(false, a < 0, d < 0)
                        : new Upright(true, c < 0, b < 0));
    }

    RgbImage apply(RgbImage image) {
        if (!swapped && !leftRight && !upDown) {
            return image;
        }
        int w = image.width();
        int h = image.height();
        int outWidth = swapped ? h : w;
        int outHeight = swapped ? w : h;
        byte[] in = image.data();
        byte[] out = new byte[in.length];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int toX = swapped ? y : x;
                int toY = swapped ? x : y;
                toX = leftRight ? outWidth - 1 - toX : toX;
                toY = upDown ? outHeight - 1 - toY : toY;
                System.arraycopy(in, 3 * (y * w + x), out, 3 * (toY * outWidth + toX), 3);
            }
        }
        return new RgbImage(outWidth, outHeight, out);
    }
}
