package org.lgsc.data.augment;

import java.util.Arrays;
import org.lgsc.core.image.RgbImage;

/**
 * A box that is filled with a grey.
 *
 * @param x1 left edge, included
 * @param y1 top edge, included
 * @param x2 right edge, not included
 * @param y2 bottom edge, not included
 * @param value of all channels
 */
record Fill(int x1, int y1, int x2, int y2, int value) {
    /**
     * Fills the box within a part of the picture.
     *
     * @param part part that is changed
     * @param at position of the part in the picture
     */
    void apply(RgbImage part, Window at) {
        int left = Math.max(x1, at.x()) - at.x();
        int right = Math.min(x2, at.x() + at.width()) - at.x();
        for (int y = Math.max(y1, at.y()); y < Math.min(y2, at.y() + at.height()); y++) {
            if (left < right) {
                int row = 3 * (y - at.y()) * at.width();
                Arrays.fill(part.data(), row + 3 * left, row + 3 * right, (byte) value);
            }
        }
    }
}
