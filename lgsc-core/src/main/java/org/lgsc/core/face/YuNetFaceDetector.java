package org.lgsc.core.face;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_java;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.MatConverter;
import org.lgsc.core.image.RgbImage;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.objdetect.FaceDetectorYN;

/**
 * YuNet (Wu et al., "YuNet: a tiny millisecond-level face detector", 2023) in OpenCV: also finds
 * turned, tilted and partly covered faces. The network is not part of this library; OpenCV 4.5.5
 * runs {@code face_detection_yunet_2022mar.onnx} of OpenCV's model zoo. Confidence is 0 to 1.
 *
 * <p>Detection runs on a copy of at most 640 pixels, one picture at a time.
 */
public final class YuNetFaceDetector implements FaceDetector {
    private static final int WORKING_SIZE = 640;
    private static final float SCORE_THRESHOLD = 0.7f;
    private static final float OVERLAP_THRESHOLD = 0.3f;
    private static final int MOST_CANDIDATES = 500;

    private FaceDetectorYN detector;

    /**
     * @param onnx the network's file
     * @throws LgscException when the file is missing or OpenCV cannot use it
     */
    public YuNetFaceDetector(Path onnx) {
        if (!Files.isRegularFile(onnx)) {
            throw new LgscException(
                    "There is no face detector file "
                            + onnx
                            + "; get face_detection_yunet_2022mar.onnx from OpenCV's model zoo.");
        }
        Loader.load(opencv_java.class);
        try {
            detector =
                    FaceDetectorYN.create(
                            onnx.toString(),
                            "",
                            new Size(320, 320),
                            SCORE_THRESHOLD,
                            OVERLAP_THRESHOLD,
                            MOST_CANDIDATES);
            // OpenCV accepts any ONNX file here and fails only when it runs.
            detect(RgbImage.black(64, 64));
        } catch (CvException e) {
            throw new LgscException(
                    "OpenCV cannot use "
                            + onnx
                            + " as YuNet face detector; it needs"
                            + " face_detection_yunet_2022mar.onnx or older.",
                    e);
        }
    }

    @Override
    public String name() {
        return "yunet";
    }

    @Override
    public List<FaceBox> detect(RgbImage image) {
        RgbImage small = ImageScaler.shrinkToAtMost(image, WORKING_SIZE);
        double scaleX = (double) image.width() / small.width();
        double scaleY = (double) image.height() / small.height();
        float[] rows = rows(small);
        List<FaceBox> faces = new ArrayList<>();
        // A row: x, y, width, height, five landmarks of two values, score.
        for (int i = 0; i + 15 <= rows.length; i += 15) {
            int width = (int) Math.round(rows[i + 2] * scaleX);
            int height = (int) Math.round(rows[i + 3] * scaleY);
            if (width > 0 && height > 0) {
                faces.add(
                        new FaceBox(
                                (int) Math.round(rows[i] * scaleX),
                                (int) Math.round(rows[i + 1] * scaleY),
                                width,
                                height,
                                rows[i + 14]));
            }
        }
        faces.sort(LARGEST_FIRST);
        return List.copyOf(faces);
    }

    /** OpenCV's object keeps the input size as state, hence one caller at a time. */
    private synchronized float[] rows(RgbImage image) {
        if (detector == null) {
            throw new IllegalStateException("the face detector is closed");
        }
        Mat picture = new Mat(image.height(), image.width(), CvType.CV_8UC3);
        Mat found = new Mat();
        try {
            picture.put(0, 0, MatConverter.toBgrBytes(image));
            detector.setInputSize(new Size(image.width(), image.height()));
            detector.detect(picture, found);
            if (found.empty()) {
                return new float[0];
            }
            float[] rows = new float[(int) found.total()];
            found.get(0, 0, rows);
            return rows;
        } finally {
            picture.release();
            found.release();
        }
    }

    /** OpenCV's binding offers no way to free the network now; the garbage collector does. */
    @Override
    public synchronized void close() {
        detector = null;
    }
}
