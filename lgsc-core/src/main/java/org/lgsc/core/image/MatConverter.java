package org.lgsc.core.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Copies pictures between {@link RgbImage} (RGB, heap) and OpenCV's matrices (BGR, native memory).
 * The caller must close every {@code Mat} that it receives.
 */
final class MatConverter {
    private MatConverter() {}

    /** As {@link RgbImage#toBgrMat}. */
    static Mat toBgrMat(RgbImage image) {
        Mat bgr = new Mat();
        try (Mat rgb = toMat(image)) {
            opencv_imgproc.cvtColor(rgb, bgr, opencv_imgproc.COLOR_RGB2BGR);
        }
        return bgr;
    }

    /** As {@link RgbImage#ofBgr}. */
    static RgbImage fromBgrMat(Mat bgr) {
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
}
