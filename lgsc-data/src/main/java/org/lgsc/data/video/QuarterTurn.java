package org.lgsc.data.video;

import org.lgsc.core.image.RgbImage;

/** Turns pictures by a multiple of 90 degrees. */
final class QuarterTurn {
    private QuarterTurn() {}

    /**
     * @param degrees clockwise, a multiple of 90
     */
    static RgbImage clockwise(RgbImage image, int degrees) {
        int turns = Math.floorMod(degrees, 360) / 90;
        if (turns == 0) {
            return image;
        }
        int w = image.width();
        int h = image.height();
        int outWidth = turns == 2 ? w : h;
        byte[] in = image.data();
        byte[] out = new byte[in.length];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int toX = turns == 1 ? h - 1 - y : turns == 2 ? w - 1 - x : y;
                int toY = turns == 1 ? x : turns == 2 ? h - 1 - y : w - 1 - x;
                System.arraycopy(in, 3 * (y * w + x), out, 3 * (toY * outWidth + toX), 3);
            }
        }
        return new RgbImage(outWidth, turns == 2 ? h : w, out);
    }
}
