package org.lgsc.core.face;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.MatConverter;
import org.lgsc.core.image.RgbImage;

/**
 * OpenCV's frontal face cascade (Viola and Jones), which comes inside OpenCV's own jar: works
 * without any download. For upright frontal faces such as selfies; {@link YuNetFaceDetector} is
 * better on everything else. Confidence is the number of neighbouring detections.
 *
 * <p>Detection runs on a copy of at most 480 pixels and finds faces from a tenth of the picture's
 * shorter side. Threads get a classifier of their own each.
 */
public final class HaarFaceDetector implements FaceDetector {
    /** A strict look at a small copy first: few false faces. Only then a thorough one. */
    private static final List<Attempt> ATTEMPTS =
            List.of(new Attempt(240, 1.1, 2, false), new Attempt(480, 1.05, 2, true));

    private record Attempt(int workingSize, double step, int neighbours, boolean equalise) {}

    private final File cascade;
    private final ConcurrentLinkedQueue<CascadeClassifier> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /**
     * Unpacks the cascade into JavaCPP's cache and loads it.
     *
     * @throws LgscException when OpenCV's binaries for this host are not on the class path
     */
    public HaarFaceDetector() {
        try {
            cascade =
                    Loader.cacheResource(
                            "/org/bytedeco/opencv/"
                                    + Loader.getPlatform()
                                    + "/share/opencv4/haarcascades/"
                                    + "haarcascade_frontalface_default.xml");
        } catch (IOException e) {
            throw new LgscException("Cannot unpack OpenCV's face cascade: " + e.getMessage(), e);
        }
        if (cascade == null) {
            throw new LgscException(
                    "OpenCV's binaries for "
                            + Loader.getPlatform()
                            + " are not on the class path; add org.bytedeco:opencv with that"
                            + " classifier.");
        }
        idle.add(load());
    }

    private CascadeClassifier load() {
        CascadeClassifier classifier = new CascadeClassifier(cascade.getPath());
        if (classifier.empty()) {
            classifier.close();
            throw new LgscException(
                    "Cannot load the face cascade " + cascade + "; delete it and try again.");
        }
        return classifier;
    }

    @Override
    public String name() {
        return "haar";
    }

    @Override
    public List<FaceBox> detect(RgbImage image) {
        if (closed) {
            throw new IllegalStateException("the face detector is closed");
        }
        CascadeClassifier pooled = idle.poll();
        CascadeClassifier classifier = pooled == null ? load() : pooled;
        try {
            for (Attempt attempt : ATTEMPTS) {
                List<FaceBox> faces = detect(classifier, image, attempt);
                if (!faces.isEmpty()) {
                    return faces;
                }
            }
            return List.of();
        } finally {
            idle.add(classifier);
            if (closed) {
                close(); // closed meanwhile: take back what was just added
            }
        }
    }

    private static List<FaceBox> detect(
            CascadeClassifier classifier, RgbImage image, Attempt attempt) {
        RgbImage small = ImageScaler.shrinkToAtMost(image, attempt.workingSize());
        double scaleX = (double) image.width() / small.width();
        double scaleY = (double) image.height() / small.height();
        int least = Math.max(24, Math.min(small.width(), small.height()) / 10);
        try (Mat grey = MatConverter.toGreyMat(small);
                RectVector found = new RectVector();
                IntPointer neighbours = new IntPointer();
                Size from = new Size(least, least);
                Size to = new Size()) {
            if (attempt.equalise()) {
                opencv_imgproc.equalizeHist(grey, grey);
            }
            classifier.detectMultiScale2(
                    grey, found, neighbours, attempt.step(), attempt.neighbours(), 0, from, to);
            List<FaceBox> faces = new ArrayList<>();
            for (long i = 0; i < found.size(); i++) {
                try (Rect r = found.get(i)) {
                    faces.add(
                            new FaceBox(
                                    (int) Math.round(r.x() * scaleX),
                                    (int) Math.round(r.y() * scaleY),
                                    (int) Math.round(r.width() * scaleX),
                                    (int) Math.round(r.height() * scaleY),
                                    neighbours.get(i)));
                }
            }
            faces.sort(LARGEST_FIRST);
            return List.copyOf(faces);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (CascadeClassifier c = idle.poll(); c != null; c = idle.poll()) {
            c.close();
        }
    }
}
