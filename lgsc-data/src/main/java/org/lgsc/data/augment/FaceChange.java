package org.lgsc.data.augment;

import java.util.List;
import org.lgsc.core.image.RgbImage;

/**
 * The random changes of one face, drawn but not yet applied: colours, then covered boxes, then a
 * rotation, then a crop. Any part of the result can be computed separately at a cost in proportion;
 * a patch is a small part of a face.
 *
 * @param width of the face
 * @param height of the face
 * @param colour of every pixel
 * @param fills covered boxes, in order
 * @param degrees of the rotation; NaN for none
 * @param kept window that the crop leaves
 */
record FaceChange(
        int width, int height, ColourChange colour, List<Fill> fills, double degrees, Window kept) {

    /** Returns the whole result; the same instance when nothing was changed. */
    RgbImage apply(RgbImage face) {
        return apply(face, Window.whole(kept.width(), kept.height()));
    }

    /** Returns a part of what the crop leaves, pixel by pixel the same as in the whole. */
    RgbImage apply(RgbImage face, Window part) {
        Window result = kept.part(part);
        if (Double.isNaN(degrees)) {
            return before(face, result);
        }
        Rotation rotation = new Rotation(width, height, degrees);
        Window source = rotation.source(result);
        return rotation.apply(before(face, source), source, result);
    }

    /** Returns the part of the face with colours changed and boxes covered. */
    private RgbImage before(RgbImage face, Window part) {
        RgbImage cut =
                part.isWhole(width, height)
                        ? face
                        : face.crop(part.x(), part.y(), part.width(), part.height());
        RgbImage image = colour.apply(cut);
        if (fills.isEmpty()) {
            return image;
        }
        RgbImage own =
                image == face
                        ? new RgbImage(image.width(), image.height(), image.data().clone())
                        : image;
        fills.forEach(fill -> fill.apply(own, part));
        return own;
    }
}
