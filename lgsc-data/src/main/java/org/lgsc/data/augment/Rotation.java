package org.lgsc.data.augment;

import org.lgsc.core.image.RgbImage;

/** Turns a picture about its centre: same size, bilinear, black outside. */
final class Rotation {
    private final int width;
    private final int height;
    private final float cos;
    private final float sin;
    private final float cx;
    private final float cy;

    /** Turns pictures of this size anticlockwise as seen by the viewer. */
    Rotation(int width, int height, double degrees) {
        this.width = width;
        this.height = height;
        cos = (float) Math.cos(Math.toRadians(degrees));
        sin = (float) Math.sin(Math.toRadians(degrees));
        cx = (width - 1) / 2f;
        cy = (height - 1) / 2f;
    }

    /** Returns the part of the picture that a part of the result needs; at least one pixel. */
    Window source(Window result) {
        float left = Float.MAX_VALUE;
        float top = Float.MAX_VALUE;
        float right = -Float.MAX_VALUE;
        float bottom = -Float.MAX_VALUE;
        for (int corner = 0; corner < 4; corner++) {
            int x = result.x() + (corner & 1) * (result.width() - 1);
            int y = result.y() + (corner >> 1) * (result.height() - 1);
            left = Math.min(left, sourceX(x, y));
            right = Math.max(right, sourceX(x, y));
            top = Math.min(top, sourceY(x, y));
            bottom = Math.max(bottom, sourceY(x, y));
        }
        // one more pixel each way for the neighbours and for rounding
        int x1 = clamp((int) Math.floor(left) - 1, width - 1);
        int y1 = clamp((int) Math.floor(top) - 1, height - 1);
        int x2 = clamp((int) Math.floor(right) + 2, width - 1);
        int y2 = clamp((int) Math.floor(bottom) + 2, height - 1);
        return new Window(x1, y1, x2 - x1 + 1, y2 - y1 + 1);
    }

    private static int clamp(int value, int most) {
        return Math.max(0, Math.min(most, value));
    }

    private float sourceX(int x, int y) {
        return cos * (x - cx) - sin * (y - cy) + cx;
    }

    private float sourceY(int x, int y) {
        return sin * (x - cx) + cos * (y - cy) + cy;
    }

    /**
     * Returns a part of the result.
     *
     * @param part of the picture, at least {@link #source} of the result
     * @param at position of that part
     * @param result part of the result to compute
     */
    RgbImage apply(RgbImage part, Window at, Window result) {
        byte[] in = part.data();
        byte[] out = new byte[3 * result.width() * result.height()];
        int row = 3 * at.width();
        for (int y = result.y(), o = 0; y < result.y() + result.height(); y++) {
            for (int x = result.x(); x < result.x() + result.width(); x++, o += 3) {
                float sx = sourceX(x, y);
                float sy = sourceY(x, y);
                int x0 = (int) Math.floor(sx);
                int y0 = (int) Math.floor(sy);
                if (x0 < -1 || y0 < -1 || x0 >= width || y0 >= height) {
                    continue;
                }
                float right = sx - x0;
                float below = sy - y0;
                // weights of the four neighbours; 0 for those outside
                boolean inLeft = x0 >= 0;
                boolean inTop = y0 >= 0;
                boolean inRight = x0 + 1 < width;
                boolean inBottom = y0 + 1 < height;
                float w00 = inLeft && inTop ? (1 - right) * (1 - below) : 0;
                float w10 = inRight && inTop ? right * (1 - below) : 0;
                float w01 = inLeft && inBottom ? (1 - right) * below : 0;
                float w11 = inRight && inBottom ? right * below : 0;
                int p00 = (y0 - at.y()) * row + 3 * (x0 - at.x());
                int a = w00 == 0 ? 0 : p00;
                int b = w10 == 0 ? 0 : p00 + 3;
                int c = w01 == 0 ? 0 : p00 + row;
                int d = w11 == 0 ? 0 : p00 + row + 3;
                for (int i = 0; i < 3; i++) {
                    float sum = 0.5f;
                    sum += w00 * (in[a + i] & 0xff);
                    sum += w10 * (in[b + i] & 0xff);
                    sum += w01 * (in[c + i] & 0xff);
                    sum += w11 * (in[d + i] & 0xff);
                    out[o + i] = (byte) (int) sum;
                }
            }
        }
        return new RgbImage(result.width(), result.height(), out);
    }
}
