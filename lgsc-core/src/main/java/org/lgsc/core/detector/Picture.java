package org.lgsc.core.detector;

import org.lgsc.core.face.FaceBox;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.ReducedImage;
import org.lgsc.core.image.RgbImage;

/**
 * A picture that is decoded as far as its use asks: small for finding the face, and in more detail
 * only when the face in it is small.
 */
final class Picture {
    /** Longer side that is enough to find faces in: detectors scale down further. */
    private static final int FINDING = 960;

    /** Null when the pixels are there already. */
    private final EncodedPicture encoded;

    private final ReducedImage small;

    /** Where small has too few pixels of a face. */
    private ReducedImage detailed;

    private Picture(EncodedPicture encoded, ReducedImage small) {
        this.encoded = encoded;
        this.small = small;
        this.detailed = small;
    }

    /** Pixels that are there already. */
    static Picture of(RgbImage image) {
        return new Picture(null, ReducedImage.whole(image));
    }

    /**
     * An encoded picture.
     *
     * @throws org.lgsc.core.LgscException when it cannot be read
     */
    static Picture of(EncodedPicture encoded) {
        return new Picture(encoded, encoded.decodeAtLeast(FINDING));
    }

    int width() {
        return small.width();
    }

    int height() {
        return small.height();
    }

    /** For finding faces. */
    RgbImage small() {
        return small.image();
    }

    /** Every pixel. */
    RgbImage whole() {
        if (!detailed.isWhole()) {
            detailed = encoded.decodeAtLeast(Math.max(width(), height()));
        }
        return detailed.image();
    }

    /** A box of {@link #small} in the whole picture's pixels. */
    FaceBox inFull(FaceBox box) {
        return small.isWhole() ? box : box.scaled(1 / scaleX(small), 1 / scaleY(small));
    }

    /**
     * A rectangle of the picture, as {@link ReducedImage#cut}.
     *
     * @param area in the whole picture's pixels; lies inside
     * @param geometry says how many pixels are enough
     */
    RgbImage cut(FaceBox area, FaceGeometry geometry) {
        double shorter = Math.min(area.width(), area.height());
        int enough = geometry.enoughPixels();
        if (!detailed.isWhole() && shorter * scaleX(detailed) < enough) {
            double longer = Math.max(width(), height());
            int least = (int) Math.min(longer, Math.ceil(longer * enough / shorter));
            detailed = encoded.decodeAtLeast(least);
        }
        return detailed.cut(area.x(), area.y(), area.width(), area.height(), geometry.mostPixels());
    }

    private static double scaleX(ReducedImage image) {
        return (double) image.image().width() / image.width();
    }

    private static double scaleY(ReducedImage image) {
        return (double) image.image().height() / image.height();
    }
}
