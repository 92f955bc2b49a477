package org.lgsc.core.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Orientation of a camera as recorded by EXIF: 1 (upright) to 8. */
final class ExifOrientation {
    private static final int TAG = 0x0112;
    private static final int ENTRY = 12;

    private ExifOrientation() {}

    /**
     * Finds the orientation in EXIF data.
     *
     * @param tiff EXIF data, beginning with the byte order
     * @return orientation, 1 to 8; 1 when it is missing or invalid
     */
    static int of(byte[] tiff) {
        if (tiff.length < 10 || tiff[0] != tiff[1] || tiff[0] != 'I' && tiff[0] != 'M') {
            return 1;
        }
        ByteBuffer data =
                ByteBuffer.wrap(tiff)
                        .order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = data.getInt(4) & 0xffffffffL;
        if (data.getShort(2) != 42 || directory > tiff.length - 2) {
            return 1;
        }
        int entries = data.getShort((int) directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int at = (int) directory + 2 + i * ENTRY;
            if (at > tiff.length - ENTRY) {
                break;
            }
            if ((data.getShort(at) & 0xffff) == TAG) {
                int value = data.getShort(at + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    /** Turns a picture upright. */
    static RgbImage upright(RgbImage image, int orientation) {
        if (orientation == 1) {
            return image;
        }
        boolean turned = orientation >= 5;
        int width = turned ? image.height() : image.width();
        int height = turned ? image.width() : image.height();
        boolean fromRight =
                orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBelow =
                orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        byte[] from = image.data();
        byte[] to = new byte[from.length];
        for (int y = 0, o = 0; y < height; y++) {
            for (int x = 0; x < width; x++, o += 3) {
                int column = turned ? y : x;
                int row = turned ? x : y;
                int storedColumn = fromRight ? image.width() - 1 - column : column;
                int storedRow = fromBelow ? image.height() - 1 - row : row;
                int i = 3 * (storedRow * image.width() + storedColumn);
                to[o] = from[i];
                to[o + 1] = from[i + 1];
                to[o + 2] = from[i + 2];
            }
        }
        return new RgbImage(width, height, to);
    }
}
