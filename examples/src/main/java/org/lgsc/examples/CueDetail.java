package org.lgsc.examples;

import org.lgsc.core.image.RgbImage;

/**
 * The quarter-sided square of a patch where its cue is strongest on the mean.
 *
 * @param x left edge in the patch
 * @param y upper edge in the patch
 * @param picture that part of the patch
 */
record CueDetail(int x, int y, RgbImage picture) {
    private static final int PARTS = 4;

    static CueDetail of(CuePicture.Cell cell) {
        int width = Math.max(1, cell.patch().width() / PARTS);
        int height = Math.max(1, cell.patch().height() / PARTS);
        double strongest = -1;
        int atX = 0;
        int atY = 0;
        for (int y = 0; y + height <= cell.patch().height(); y += Math.max(1, height / 2)) {
            for (int x = 0; x + width <= cell.patch().width(); x += Math.max(1, width / 2)) {
                double sum = 0;
                for (int row = y; row < y + height; row++) {
                    for (int column = x; column < x + width; column++) {
                        sum += cell.cue()[row][column];
                    }
                }
                if (sum > strongest) {
                    strongest = sum;
                    atX = x;
                    atY = y;
                }
            }
        }
        return new CueDetail(atX, atY, cell.patch().crop(atX, atY, width, height));
    }
}
