package org.lgsc.core.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Orientation of a camera as recorded by EXIF: 1 (upright) to 8. */
final class ExifOrientation {
    private static final int TAG = 0x0112;
    private static final int ENTRY = 12;

    private ExifOrientation() {}

    /** Finds the orientation in EXIF data; 1 when it is missing or invalid. */
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
        try (Mat mat = MatConverter.toMat(image)) {
            if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) {
                opencv_core.flip(mat, mat, 1);
            }
            if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) {
                opencv_core.flip(mat, mat, 0);
            }
            if (orientation >= 5) {
                opencv_core.transpose(mat, mat);
            }
            return MatConverter.fromMat(mat);
        }
    }
}
