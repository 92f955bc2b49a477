package org.lgsc.core.detector;

import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ReducedImage;
import org.lgsc.core.image.RgbImage;

/**
 * A picture that is decoded as far as its use asks: small for finding the face, and in more detail
 * only when the face in it is small.
 */
final class Picture {
    /** Longer side that is enough to find faces in: detectors scale down further. */
    private static final int FINDING = 960;

    private final ImageDecoder decoder;
    private final byte[] encoded;
    private final String name;
    private final ReducedImage small;

    /** Where small has too few pixels of a face. */
    private ReducedImage detailed;

    private Picture(ImageDecoder decoder, byte[] encoded, String name, ReducedImage small) {
        this.decoder = decoder;
        this.encoded = encoded;
        this.name = name;
        this.small = small;
        this.detailed = small;
    }

    /** Pixels that are there already. */
    static Picture of(RgbImage image) {
        return new Picture(null, null, "", ReducedImage.whole(image));
    }

    /**
     * An encoded picture.
     *
     * @throws org.lgsc.core.LgscException when it cannot be read
     */
    static Picture of(ImageDecoder decoder, byte[] encoded, String name) {
        return new Picture(decoder, encoded, name, decoder.decodeAtLeast(encoded, name, FINDING));
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

    /** A box of {@link #small} in the whole picture's pixels. */
    FaceBox inFull(FaceBox box) {
        return small.isWhole() ? box : box.scaled(1 / scaleX(small), 1 / scaleY(small));
    }

    /**
     * A square of the picture.
     *
     * @param area in the whole picture's pixels
     * @param side of the result that is enough; fewer only where the picture has no more
     */
    RgbImage cut(FaceBox area, int side) {
        if (!detailed.isWhole() && area.width() * scaleX(detailed) < side) {
            double longer = Math.max(width(), height());
            int least = (int) Math.min(longer, Math.ceil(longer * side / area.width()));
            detailed = decoder.decodeAtLeast(encoded, name, least);
        }
        RgbImage image = detailed.image();
        FaceBox at = detailed.isWhole() ? area : area.scaled(scaleX(detailed), scaleY(detailed));
        int x = Math.min(at.x(), image.width() - 1);
        int y = Math.min(at.y(), image.height() - 1);
        // rounding can make the two sides differ by a pixel
        int length = Math.min(at.width(), at.height());
        return image.crop(
                x, y, Math.min(length, image.width() - x), Math.min(length, image.height() - y));
    }

    private static double scaleX(ReducedImage image) {
        return (double) image.image().width() / image.width();
    }

    private static double scaleY(ReducedImage image) {
        return (double) image.image().height() / image.height();
    }
}
