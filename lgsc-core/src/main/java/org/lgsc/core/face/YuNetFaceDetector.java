package org.lgsc.core.face;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.detector.OpenCvNets;
import org.lgsc.core.internal.detector.YuNetFile;
import org.lgsc.core.internal.file.PublishedFile;

/**
 * YuNet (Wu et al., "YuNet: a tiny millisecond-level face detector", 2023): it also finds tilted,
 * partly covered and poorly lit faces, with eyes, nose and mouth. The network is not part of this
 * library: {@link #fetched} names its file, and OpenCV runs it.
 *
 * <p>Confidence is the number of nines of YuNet's own score divided by 6: 0.5 for 0.999, 1 from
 * 0.999999 on. The score is the square root of the product of the face probability and the
 * predicted overlap of the box. An upright face has a confidence of 0.7 to 1; the score itself is
 * 0.9 and more for nearly everything, including faces upside down. The second check tests whether
 * the landmarks are arranged as in an upright face, whether the box has the shading of a
 * photographed face, and whether the picture shows a more confident face sideways or upside down.
 *
 * <p>Detection runs on a copy of at most 320 pixels and finds faces of at least about a tenth of
 * its shorter side. Each thread uses its own network.
 */
public final class YuNetFaceDetector implements FaceDetector {
    private static final int WORKING_SIZE = 320;
    private static final double MINIMUM = 0.25;

    /** Below this confidence, a face of a turned picture is a guess as well and is ignored. */
    private static final double SURE = 0.5;

    /** No face of a turned picture has this confidence. */
    private static final double BEYOND_DOUBT = 0.97;

    private final String digest;
    private final OpenCvNets nets;
    private volatile boolean closed;

    /**
     * @param onnx file of the network
     * @throws LgscException when the file is missing or is not a supported version of YuNet
     */
    public YuNetFaceDetector(Path onnx) {
        if (!Files.isRegularFile(onnx)) {
            throw LgscException.ofFile(
                    "The face detector file %s does not exist; 'fetch-detector' downloads %s.",
                    onnx, YuNetFile.PUBLISHED.fileName());
        }
        digest = PublishedFile.sha256(onnx);
        nets = new OpenCvNets(() -> opencv_dnn.readNetFromONNX(onnx.toString()));
        try {
            detect(RgbImage.black(64, 64)); // OpenCV reads any ONNX file and fails when it runs
        } catch (RuntimeException e) { // JavaCPP turns any C++ exception into one of these
            close();
            throw LgscException.of(
                    LgscException.Kind.FILE,
                    e,
                    "OpenCV cannot use %s as YuNet face detector; use %s, which 'fetch-detector'"
                            + " downloads.",
                    onnx,
                    YuNetFile.PUBLISHED.fileName());
        }
    }

    /** Path that {@link #published} reads, in the library's folder for third-party files. */
    public static Path fetched() {
        return PublishedFile.defaultFolder().resolve(YuNetFile.PUBLISHED.fileName());
    }

    /**
     * Opens a detector with the published file, which must have been downloaded.
     *
     * @throws LgscException when the file is missing or has another digest
     */
    public static YuNetFaceDetector published() {
        if (!Files.isRegularFile(fetched())) {
            throw LgscException.ofFile(
                    "YuNet's file %s does not exist; download it with 'fetch-detector', or name"
                            + " your own.",
                    fetched());
        }
        return new YuNetFaceDetector(YuNetFile.PUBLISHED.file(PublishedFile.defaultFolder()));
    }

    @Override
    public String name() {
        return "yunet";
    }

    @Override
    public Optional<String> sha256() {
        return Optional.of(digest);
    }

    @Override
    public double minimumConfidence() {
        return MINIMUM;
    }

    @Override
    public Optional<FaceRefusal> secondLook(RgbImage image, FaceBox face) {
        FaceLandmarks landmarks = face.landmarks().orElseThrow();
        if (!landmarks.upright()) {
            return Optional.of(FaceRefusal.TURNED);
        }
        if (!landmarks.plausible(face) || !FaceSurface.isNatural(image, face)) {
            return Optional.of(FaceRefusal.NOT_CONFIRMED);
        }
        return face.confidence() < BEYOND_DOUBT && turnedIsSurer(image, face.confidence())
                ? Optional.of(FaceRefusal.TURNED)
                : Optional.empty();
    }

    private boolean turnedIsSurer(RgbImage image, double confidence) {
        double least = Math.max(SURE, confidence);
        RgbImage turned = Thumbnail.of(image, WORKING_SIZE);
        for (int quarter = 1; quarter < 4; quarter++) {
            turned = Thumbnail.turned(turned);
            if (detect(turned).stream().anyMatch(f -> f.confidence() > least)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<FaceBox> detect(RgbImage image) {
        if (closed) {
            throw new IllegalStateException("the face detector is closed");
        }
        RgbImage small = Thumbnail.of(image, WORKING_SIZE);
        double scaleX = (double) image.width() / small.width();
        double scaleY = (double) image.height() / small.height();
        return nets.with(net -> run(net, small)).faces(scaleX, scaleY);
    }

    /** The picture is padded with black to sides that are multiples of 32. */
    private static YuNetOutput run(Net net, RgbImage image) {
        int width = (image.width() + 31) / 32 * 32;
        int height = (image.height() + 31) / 32 * 32;
        byte[] padded = new byte[3 * width * height];
        for (int y = 0; y < image.height(); y++) {
            System.arraycopy(
                    image.data(), 3 * y * image.width(), padded, 3 * y * width, 3 * image.width());
        }
        try (Mat picture = new RgbImage(width, height, padded).toBgrMat();
                Mat blob = opencv_dnn.blobFromImage(picture);
                StringVector names = new StringVector("loc", "conf", "iou");
                MatVector outputs = new MatVector()) {
            net.setInput(blob);
            net.forward(outputs, names);
            return new YuNetOutput(
                    width, height, floats(outputs, 0), floats(outputs, 1), floats(outputs, 2));
        }
    }

    private static float[] floats(MatVector outputs, long index) {
        try (Mat mat = outputs.get(index)) {
            return OpenCvNets.floats(mat);
        }
    }

    @Override
    public void close() {
        closed = true;
        nets.close();
    }
}
