package org.lgsc.benchmarks;

import java.util.concurrent.TimeUnit;
import org.lgsc.core.face.HaarFaceDetector;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.face.FaceFinder;
import org.lgsc.core.internal.face.FaceFinding;
import org.lgsc.core.internal.face.FaceRules;
import org.lgsc.data.synthetic.SyntheticFaces;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From a file to a face. A drawing is smoother than a photograph: compare versions, not cameras.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PictureBenchmark {
    private static final int WORKING = 224;

    private final ImageDecoder decoder = ImageDecoder.defaults();
    private RgbImage crop;
    private RgbImage picture;
    private byte[] jpeg;
    private HaarFaceDetector detector;
    private FaceFinder finder;

    /** A drawn face: 480 pixels alone, in the middle of 640x480, and as a JPEG of 1920 pixels. */
    @Setup
    public void prepare() {
        SyntheticFaces faces = SyntheticFaces.of(1);
        crop = faces.portrait(0, 480);
        picture = RgbImage.black(640, 480);
        for (int y = 0; y < 480; y++) {
            System.arraycopy(crop.data(), 3 * y * 480, picture.data(), 3 * (y * 640 + 80), 3 * 480);
        }
        jpeg = ImageEncoder.jpeg(ImageScaler.fit(crop, 1920, 1920), 90);
        detector = new HaarFaceDetector();
        finder = new FaceFinder(detector, FaceRules.JUDGING);
    }

    @TearDown
    public void close() {
        detector.close();
    }

    /** To the working size, by area. */
    @Benchmark
    public RgbImage shrinkCrop() {
        return ImageScaler.fit(crop, WORKING, WORKING);
    }

    /** All of its pixels. */
    @Benchmark
    public RgbImage decodeJpeg() {
        return decoder.decode(jpeg, "face.jpg");
    }

    /** A quarter of each side. */
    @Benchmark
    public EncodedPicture.Reduced decodeReducedJpeg() {
        return decoder.open(jpeg, "face.jpg").decodeAtLeast(480);
    }

    /** Detector, and what refuses its finding. */
    @Benchmark
    public FaceFinding findFace() {
        return finder.find(picture);
    }
}
