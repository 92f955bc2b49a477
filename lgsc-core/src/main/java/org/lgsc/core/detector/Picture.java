package org.lgsc.core.detector;

import org.jspecify.annotations.Nullable;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.RgbImage;

/**
 * A picture that is decoded only as far as needed: reduced for finding the face, and in more detail
 * only when the face is small.
 */
final class Picture {
    /** Longer side that is sufficient for finding faces: detectors scale down further. */
    private static final int FINDING = 960;

    /** Null when the picture was given as pixels. */
    private final @Nullable EncodedPicture encoded;

    private final EncodedPicture.Reduced small;

    /** Used when the reduced picture has too few pixels of a face. */
    private EncodedPicture.Reduced detailed;

    private Picture(@Nullable EncodedPicture encoded, EncodedPicture.Reduced small) {
        this.encoded = encoded;
        this.small = small;
        this.detailed = small;
    }

    /** A picture given as pixels. */
    static Picture of(RgbImage image) {
        return new Picture(null, EncodedPicture.Reduced.whole(image));
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

    /** The reduced picture, for finding faces. */
    RgbImage small() {
        return small.image();
    }

    /** The picture in full resolution. */
    RgbImage whole() {
        if (encoded != null && !detailed.isWhole()) {
            detailed = encoded.decodeAtLeast(Math.max(width(), height()));
        }
        return detailed.image();
    }

    /** Converts a box of {@link #small} to pixels of the full picture. */
    FaceBox inFull(FaceBox box) {
        return small.isWhole() ? box : box.scaled(1 / scaleX(small), 1 / scaleY(small));
    }

    /**
     * Cuts out a rectangle of the picture, as {@link EncodedPicture.Reduced#cut}.
     *
     * @param area rectangle inside the picture, in pixels of the full picture
     * @param geometry determines how many pixels are sufficient
     */
    RgbImage cut(FaceBox area, FaceGeometry geometry) {
        double shorter = Math.min(area.width(), area.height());
        int enough = geometry.enoughPixels();
        if (encoded != null && !detailed.isWhole() && shorter * scaleX(detailed) < enough) {
            double longer = Math.max(width(), height());
            int least = (int) Math.min(longer, Math.ceil(longer * enough / shorter));
            detailed = encoded.decodeAtLeast(least);
        }
        return detailed.cut(area.x(), area.y(), area.width(), area.height(), geometry.mostPixels());
    }

    private static double scaleX(EncodedPicture.Reduced image) {
        return (double) image.image().width() / image.width();
    }

    private static double scaleY(EncodedPicture.Reduced image) {
        return (double) image.image().height() / image.height();
    }
}
