package org.lgsc.core.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Copies pictures between {@link RgbImage} (RGB, heap) and OpenCV's matrices (BGR, native memory).
 * The caller must close every {@code Mat} that it receives.
 */
public final class MatConverter {
    private MatConverter() {}

    /**
     * Returns a new 8-bit, 3-channel matrix in OpenCV's channel order B, G, R.
     *
     * @return matrix, which the caller closes
     */
    public static Mat toBgrMat(RgbImage image) {
        Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
        byte[] bgr = toBgrBytes(image);
        try (BytePointer pixels = mat.data()) {
            pixels.put(bgr, 0, bgr.length);
        }
        return mat;
    }

    /** Returns a copy of the bytes in the order B, G, R. */
    public static byte[] toBgrBytes(RgbImage image) {
        byte[] bgr = image.data().clone();
        swapRedAndBlue(bgr);
        return bgr;
    }

    /**
     * Returns a new 8-bit, 1-channel matrix with the luma 0.299 R + 0.587 G + 0.114 B (ITU-R
     * BT.601).
     *
     * @return matrix, which the caller closes
     */
    public static Mat toGreyMat(RgbImage image) {
        byte[] rgb = image.data();
        byte[] grey = new byte[rgb.length / 3];
        for (int i = 0, p = 0; i < grey.length; i++, p += 3) {
            int luma =
                    19595 * (rgb[p] & 0xff)
                            + 38470 * (rgb[p + 1] & 0xff)
                            + 7471 * (rgb[p + 2] & 0xff);
            grey[i] = (byte) ((luma + 32768) >> 16);
        }
        Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC1);
        try (BytePointer pixels = mat.data()) {
            pixels.put(grey, 0, grey.length);
        }
        return mat;
    }

    /**
     * Copies an 8-bit BGR matrix.
     *
     * @param bgr matrix of type {@code CV_8UC3}, whose rows may be padded; not closed here
     * @throws IllegalArgumentException for any other type or an empty matrix
     */
    public static RgbImage fromBgrMat(Mat bgr) {
        if (bgr.empty() || bgr.type() != opencv_core.CV_8UC3) {
            throw new IllegalArgumentException(
                    "need a non-empty CV_8UC3 matrix, got type " + bgr.type());
        }
        try (Mat rgb = new Mat()) {
            opencv_imgproc.cvtColor(bgr, rgb, opencv_imgproc.COLOR_BGR2RGB);
            return fromMat(rgb);
        }
    }

    /** A matrix with the channels in the picture's own order; to be closed by the caller. */
    static Mat toMat(RgbImage image) {
        Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
        try (BytePointer pixels = mat.data()) {
            pixels.put(image.data(), 0, image.data().length);
        }
        return mat;
    }

    /** A copy of a matrix with the channels in the picture's own order. */
    static RgbImage fromMat(Mat rgb) {
        return new RgbImage(rgb.cols(), rgb.rows(), bytes(rgb));
    }

    /** The bytes of a matrix without the padding between rows. */
    static byte[] bytes(Mat mat) {
        int row = Math.toIntExact(mat.cols() * mat.elemSize());
        byte[] out = new byte[Math.multiplyExact(row, mat.rows())];
        if (mat.isContinuous()) {
            try (BytePointer data = mat.data()) {
                data.get(out, 0, out.length);
            }
        } else {
            for (int y = 0; y < mat.rows(); y++) {
                try (BytePointer data = mat.ptr(y)) {
                    data.get(out, y * row, row);
                }
            }
        }
        return out;
    }

    private static void swapRedAndBlue(byte[] pixels) {
        for (int i = 0; i < pixels.length; i += 3) {
            byte first = pixels[i];
            pixels[i] = pixels[i + 2];
            pixels[i + 2] = first;
        }
    }
}
