package org.lgsc.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.network.LgscNetwork;

/** A face is judged by the contents of its box, whatever its size. */
class EverySizeTest {
    /** Side of the photograph over the longer side of the face. */
    private static final double AROUND = 1.6;

    private static final int[] FACES = {64, 150, 600, 3000};
    private static final RgbImage ORIGINAL = DrawnFace.portrait(1600, 1600, 800, 800, 1000);

    private static LivenessDetector detector;

    /** A fixed box for a face of 1 / AROUND in the centre: the detector is not tested here. */
    private static final FaceDetector MIDDLE =
            new FaceDetector() {
                @Override
                public List<FaceBox> detect(RgbImage image) {
                    int side = (int) Math.round(image.width() / AROUND);
                    int from = (image.width() - side) / 2;
                    return List.of(new FaceBox(from, from, side, side, 1));
                }
            };

    private static LgscModel model(FaceGeometry geometry) {
        LgscModel random =
                LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(4).inputSize(64).seed(3).build(),
                        InputScaling.SYMMETRIC);
        ModelMetadata m = random.metadata();
        return new LgscModel(
                random.graph(),
                new ModelMetadata(
                        m.network(),
                        new Preprocessing(geometry, InputScaling.SYMMETRIC),
                        m.threshold(),
                        m.provenance()));
    }

    private static LivenessDetector detector(FaceGeometry geometry) {
        return LivenessDetector.builder(model(geometry))
                .threshold(1)
                .faceDetector(MIDDLE)
                .quality(new QualityLimits(0, 1, 0, Double.POSITIVE_INFINITY, 0.9))
                .build();
    }

    @BeforeAll
    static void open() {
        detector = detector(FaceGeometry.standard(64).withWorking(WorkingSize.of(160)));
    }

    @AfterAll
    static void close() {
        detector.close();
    }

    private static RgbImage photograph(int face) {
        int side = (int) Math.round(face * AROUND);
        return ImageScaler.fit(ORIGINAL, side, side);
    }

    private static RgbImage replaced(
            RgbImage photograph, BiFunction<Integer, Integer, Integer> by) {
        RgbImage copy =
                new RgbImage(photograph.width(), photograph.height(), photograph.data().clone());
        FaceBox box = MIDDLE.detect(photograph).get(0);
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                int at = 3 * (y * copy.width() + x);
                int value = by.apply(x, y);
                for (int c = 0; c < 3; c++) {
                    copy.data()[at + c] = (byte) value;
                }
            }
        }
        return copy;
    }

    /** Attacks on the box: mosaic, halftone, grey, noise. */
    private static List<RgbImage> attacks(RgbImage p) {
        int cell = p.width() / 12;
        Random random = new Random(7);
        List<RgbImage> attacks = new ArrayList<>();
        attacks.add(
                replaced(
                        p,
                        (x, y) ->
                                p.get(
                                        x / cell * cell,
                                        Math.min(p.height() - 1, y / cell * cell),
                                        1)));
        attacks.add(
                replaced(p, (x, y) -> (x / 3 + y / 3) % 2 * 128 + p.get(x, y, 1) > 192 ? 255 : 0));
        attacks.add(replaced(p, (x, y) -> 128));
        attacks.add(replaced(p, (x, y) -> random.nextInt(256)));
        return attacks;
    }

    /** The network's input for a photograph, pixel by pixel. */
    private static double[] seen(RgbImage photograph, FaceGeometry geometry) {
        FaceBox box = MIDDLE.detect(photograph).get(0);
        FaceBox area = geometry.crop().square(photograph.width(), photograph.height(), box);
        RgbImage crop = photograph.crop(area.x(), area.y(), area.width(), area.height());
        return geometry.view(crop).parts().stream()
                .flatMapToDouble(
                        part ->
                                IntStream.range(0, part.image().data().length)
                                        .mapToDouble(i -> part.image().data()[i] & 0xff))
                .toArray();
    }

    private static double difference(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).sum()
                / a.length;
    }

    @Test
    void theBoxChangesWhatIsSeenFarMoreThanTheSizeDoes() {
        for (TestPolicy policy : List.of(TestPolicy.FULL, TestPolicy.WHOLE, TestPolicy.PATCHES)) {
            FaceGeometry geometry =
                    FaceGeometry.standard(64).withWorking(WorkingSize.of(160)).withTest(policy);
            double[] reference = seen(photograph(600), geometry);
            double bySize = 0;
            double byBox = Double.POSITIVE_INFINITY;
            for (int face : FACES) {
                RgbImage photograph = photograph(face);
                double[] seen = seen(photograph, geometry);
                bySize = Math.max(bySize, difference(seen, reference));
                for (RgbImage attack : attacks(photograph)) {
                    byBox = Math.min(byBox, difference(seen(attack, geometry), seen));
                }
            }
            assertThat(bySize).as(policy + ", levels of 255 by size").isLessThan(6);
            assertThat(byBox).as(policy + ", by size " + bySize).isGreaterThan(3 * bySize);
        }
    }

    /** The size at which a JPEG is decoded depends on the photograph's size; the score must not. */
    @Test
    void aJpegScoresAsItsPixelsDo() {
        for (int face : FACES) {
            byte[] jpeg = ImageEncoder.jpeg(photograph(face), 95);
            RgbImage pixels = ImageDecoder.defaults().decode(jpeg, "the test's");
            double score = detector.check(pixels).spoofScore();
            assertThat(detector.check(jpeg).spoofScore())
                    .as("face of " + face)
                    .isCloseTo(score, within(0.01 * score));
        }
    }

    /**
     * Compares a face that is decoded at a fraction of its size and scaled to the working size with
     * one from all pixels, for every position of the square and every reduction.
     */
    @Test
    void aReducedJpegGivesTheInputOfItsPixels() {
        FaceGeometry geometry = FaceGeometry.standard(224);
        byte[] jpeg = ImageEncoder.jpeg(photograph(1875), 95); // 3000 x 3000
        RgbImage pixels = ImageDecoder.defaults().decode(jpeg, "the test's");
        EncodedPicture encoded = ImageDecoder.defaults().open(jpeg, "the test's");
        for (int side : new int[] {770, 1000, 1537, 1801, 2203, 2777}) {
            for (int from : new int[] {0, 1, 50, 127, 222}) {
                FaceBox area = new FaceBox(from, 222 - from, side, side, 1);
                RgbImage crop = Picture.of(encoded).cut(area, geometry);
                RgbImage all = pixels.crop(area.x(), area.y(), side, side);
                assertThat(difference(bytes(geometry, crop), bytes(geometry, all)))
                        .as(area + ", levels of 255")
                        .isLessThan(1);
            }
        }
    }

    private static double[] bytes(FaceGeometry geometry, RgbImage crop) {
        byte[] data = geometry.view(crop).parts().get(0).image().data();
        return IntStream.range(0, data.length).mapToDouble(i -> data[i] & 0xff).toArray();
    }

    @Test
    void everyPolicyLooksAtTheWholeBox() {
        for (TestPolicy policy : List.of(TestPolicy.FULL, TestPolicy.WHOLE, TestPolicy.PATCHES)) {
            try (LivenessDetector other = detector(FaceGeometry.standard(64).withTest(policy))) {
                for (int face : FACES) {
                    assertThat(other.check(photograph(face)).reasons()).isEmpty();
                }
            }
        }
    }

    /** As in models of earlier versions: the four corners of a large crop. */
    @Test
    void aModelThatWouldMissTheFaceIsUndecided() {
        FaceGeometry corners =
                FaceGeometry.unrecorded(FaceGeometry.standard(64).crop(), 64, TestPolicy.grid(4));
        assertThat(corners.detector()).isEqualTo(DetectorId.UNKNOWN);
        try (LivenessDetector earlier = detector(corners)) {
            assertThat(earlier.check(photograph(80)).decision()).isEqualTo(Decision.LIVE);
            LivenessResult result = earlier.check(photograph(600));
            assertThat(result.decision()).isEqualTo(Decision.UNDECIDED);
            assertThat(result.reasons()).containsExactly(Reason.NOT_COVERED);
        }
    }

    @Test
    void aFaceBelowTheLeastSizeIsToldToComeCloser() {
        LivenessResult result = detector.check(photograph(39));
        assertThat(result.decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(result.reasons()).containsExactly(Reason.TOO_SMALL);
        assertThat(detector.check(photograph(40)).reasons()).isEmpty();
    }
}
