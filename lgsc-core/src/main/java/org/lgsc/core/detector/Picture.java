package org.lgsc.core.detector;

import org.lgsc.core.face.FaceBox;
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

    /** A box of {@link #small} in the whole picture's pixels. */
    FaceBox inFull(FaceBox box) {
        return small.isWhole() ? box : box.scaled(1 / scaleX(small), 1 / scaleY(small));
    }

    /**
     * A rectangle of the picture, pixel by pixel; where it was decoded at a fraction of its size,
     * each pixel has the mean of its neighbourhood. So the rectangle lies where it should to the
     * pixel, and a mean over an area is nearly what it is in the whole picture.
     *
     * @param area in the whole picture's pixels; lies inside
     * @param side pixels that are enough to tell apart along the shorter side
     */
    RgbImage cut(FaceBox area, int side) {
        double shorter = Math.min(area.width(), area.height());
        if (!detailed.isWhole() && shorter * scaleX(detailed) < side) {
            double longer = Math.max(width(), height());
            int least = (int) Math.min(longer, Math.ceil(longer * side / shorter));
            detailed = encoded.decodeAtLeast(least);
        }
        RgbImage image = detailed.image();
        if (detailed.isWhole()) {
            return image.crop(area.x(), area.y(), area.width(), area.height());
        }
        int factor = (int) Math.round(1 / scaleX(detailed)); // to the last, incomplete pixels
        int[] columns = places(area.x(), area.width(), factor, image.width());
        int[] rows = places(area.y(), area.height(), factor, image.height());
        byte[] from = image.data();
        byte[] to = new byte[3 * area.width() * area.height()];
        int length = 3 * area.width();
        for (int y = 0; y < rows.length; y++) {
            int at = y * length;
            if (y > 0 && rows[y] == rows[y - 1]) {
                System.arraycopy(to, at - length, to, at, length);
                continue;
            }
            int row = rows[y] * image.width();
            for (int column : columns) {
                int source = 3 * (row + column);
                to[at++] = from[source];
                to[at++] = from[source + 1];
                to[at++] = from[source + 2];
            }
        }
        return new RgbImage(area.width(), area.height(), to);
    }

    /** Of the whole picture's pixels, those of the reduced one that they lie in. */
    private static int[] places(int from, int count, int factor, int length) {
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = Math.min(length - 1, (from + i) / factor);
        }
        return places;
    }

    private static double scaleX(ReducedImage image) {
        return (double) image.image().width() / image.width();
    }

    private static double scaleY(ReducedImage image) {
        return (double) image.image().height() / image.height();
    }
}
