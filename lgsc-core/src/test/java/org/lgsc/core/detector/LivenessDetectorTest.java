package org.lgsc.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.HaarFaceDetector;
import org.lgsc.core.face.WholeImageDetector;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.FaceView;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.core.scoring.SpoofScore;

class LivenessDetectorTest {
    private static final Preprocessing PREPROCESSING =
            new Preprocessing(
                    FaceGeometry.standard(64).withTest(TestPolicy.PATCHES), InputScaling.SYMMETRIC);

    /**
     * Scores of untrained networks are above 0.1: everything is spoof, or live with a high
     * threshold.
     */
    private static final double EVERYTHING_IS_LIVE = 1;

    private static final RgbImage PORTRAIT = DrawnFace.portrait(240, 200, 120, 100, 140);

    private static LivenessDetector detector;

    @TempDir Path folder;

    private static LgscModel model() {
        LgscNetwork network = LgscNetwork.builder().baseWidth(2).inputSize(64).build();
        ModelMetadata m = LgscModel.untrained(network, InputScaling.SYMMETRIC).metadata();
        return new LgscModel(
                network.init(),
                new ModelMetadata(
                        m.network(),
                        PREPROCESSING,
                        new ModelThreshold(1e-9, "test"),
                        m.provenance()));
    }

    @BeforeAll
    static void open() {
        detector = LivenessDetector.builder(model()).threshold(EVERYTHING_IS_LIVE).build();
    }

    @AfterAll
    static void close() {
        detector.close();
    }

    /** A picture without a usable face would leave the network cold. */
    @Test
    void thePictureForWarmingUpIsScored() {
        detector.warmUp();
        LivenessResult result = detector.check(DrawnFace.photograph());
        assertThat(result.decision()).isEqualTo(Decision.LIVE);
        assertThat(result.reasons()).isEmpty();
    }

    @Test
    void findsCropsScoresAndDecides() {
        LivenessResult result = detector.check(PORTRAIT);
        assertThat(result.decision()).isEqualTo(Decision.LIVE);
        assertThat(result.isLive()).isTrue();
        assertThat(result.reasons()).isEmpty();
        // the same by hand
        LgscModel model = model();
        try (FaceDetector haar = new HaarFaceDetector()) {
            RgbImage crop = FaceCrop.DEFAULT.crop(PORTRAIT, haar.detect(PORTRAIT).get(0));
            FaceView view = PREPROCESSING.geometry().view(crop);
            List<RgbImage> patches = view.images();
            assertThat(patches).hasSize(4);
            double[] scores =
                    SpoofScore.ofMaps(
                            CueSource.of(model.graph())
                                    .cues(
                                            InputScaling.SYMMETRIC.toArray(
                                                    patches.toArray(RgbImage[]::new))));
            assertThat(result.spoofScore())
                    .isCloseTo(Arrays.stream(scores).average().orElseThrow(), within(1e-5));
            LivenessResult.CueMap map = result.cueMap().orElseThrow();
            assertThat(map.width()).isEqualTo(view.width());
            assertThat(map.height()).isEqualTo(view.height());
            double mean =
                    Arrays.stream(map.values())
                            .mapToDouble(LivenessDetectorTest::mean)
                            .filter(Double::isFinite)
                            .average()
                            .orElseThrow();
            assertThat(mean).isCloseTo(result.spoofScore(), within(0.1 * result.spoofScore()));
        }
        assertThat(result.timings().total()).isPositive();
    }

    private static double mean(float[] row) {
        double sum = 0;
        int n = 0;
        for (float v : row) {
            if (!Float.isNaN(v)) {
                sum += v;
                n++;
            }
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    @Test
    void theModelsThresholdIsTheDefault() {
        try (LivenessDetector strict = LivenessDetector.builder(model()).build()) {
            LivenessResult result = strict.check(PORTRAIT);
            assertThat(result.decision()).isEqualTo(Decision.SPOOF);
            assertThat(result.isLive()).isFalse();
            assertThat(result.threshold()).isEqualTo(1e-9);
        }
    }

    @Test
    void everyKindOfPictureGivesTheSameScore() throws Exception {
        double score = detector.check(PORTRAIT).spoofScore();
        Path file = folder.resolve("p.png");
        ImageEncoder.writePng(PORTRAIT, file);
        assertThat(detector.check(file).spoofScore()).isEqualTo(score);
        assertThat(detector.check(Files.readAllBytes(file)).spoofScore()).isEqualTo(score);
        BufferedImage awt = PORTRAIT.toBufferedImage();
        assertThat(detector.check(awt).spoofScore()).isEqualTo(score);
        try (Mat mat = PORTRAIT.toBgrMat()) {
            assertThat(detector.check(mat).spoofScore()).isEqualTo(score);
        }
        assertThat(detector.check(List.of(PORTRAIT, PORTRAIT)))
                .hasSize(2)
                .allSatisfy(r -> assertThat(r.spoofScore()).isCloseTo(score, within(1e-6)));
    }

    @Test
    void picturesOfEveryKindAreCheckedInBatchesAndOnOtherThreads() throws Exception {
        double score = detector.check(PORTRAIT).spoofScore();
        Path file = folder.resolve("together.png");
        ImageEncoder.writePng(PORTRAIT, file);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Mat mat = PORTRAIT.toBgrMat();
                InputStream stream = Files.newInputStream(file)) {
            List<PictureInput> pictures =
                    List.of(
                            PictureInput.of(file),
                            PictureInput.of(Files.readAllBytes(file)),
                            PictureInput.of(PORTRAIT.toBufferedImage()),
                            PictureInput.of(mat),
                            PictureInput.of(PORTRAIT));
            List<LivenessResult> together = detector.checkAll(pictures);
            assertThat(detector.checkAllAsync(pictures, threads).get()).hasSize(5);
            for (int i = 0; i < pictures.size(); i++) {
                assertThat(together.get(i).spoofScore()).isCloseTo(score, within(1e-6));
                assertThat(detector.checkAsync(pictures.get(i), threads).get().spoofScore())
                        .isEqualTo(score);
                assertThat(detector.checkAllFaces(pictures.get(i)))
                        .singleElement()
                        .satisfies(r -> assertThat(r.spoofScore()).isCloseTo(score, within(1e-6)));
            }
            PictureInput once = PictureInput.of(stream);
            assertThat(detector.checkAsync(once, threads).get().spoofScore()).isEqualTo(score);
            assertUndecided(detector.check(once), Reason.UNREADABLE); // its end was reached
            PictureInput nowhere = PictureInput.of(folder.resolve("nowhere.jpg"));
            assertUndecided(detector.checkAsync(nowhere, threads).get(), Reason.UNREADABLE);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void theLatestPicturesOfACameraDecide() {
        VideoCheck camera = detector.video(4);
        camera.add(PORTRAIT);
        assertThat(camera.result().decision()).isEqualTo(Decision.UNDECIDED); // one of four
        camera.add(PORTRAIT);
        assertThat(camera.result().isLive()).isTrue();
        for (int i = 0; i < 5; i++) {
            camera.add(PictureInput.of(PORTRAIT));
        }
        assertThat(camera.result().frames()).hasSize(4);
        camera.addUnreadable("a picture was lost");
        assertThat(camera.result().isLive()).isTrue();
        // the person has left: frames of them must not count for the next person
        assertUndecided(camera.add(RgbImage.black(100, 100)), Reason.NO_FACE);
        assertThat(camera.result().judged()).isZero();
        camera.add(PORTRAIT);
        assertThat(camera.result().decision()).isEqualTo(Decision.UNDECIDED);
        camera.add(PORTRAIT);
        assertThat(camera.result().isLive()).isTrue();
        assertThatThrownBy(() -> detector.video(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private void assertUndecided(LivenessResult result, Reason reason) {
        assertThat(result.decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(result.isLive()).isFalse();
        assertThat(result.reasons()).as(result.detail()).contains(reason);
        assertThat(result.spoofScore()).isNaN();
        assertThat(result.detail()).isNotBlank();
    }

    @Test
    void anythingButAPictureIsUndecided() throws Exception {
        assertUndecided(detector.check(new byte[0]), Reason.UNREADABLE);
        assertUndecided(
                detector.check("hello".getBytes(StandardCharsets.UTF_8)), Reason.UNREADABLE);
        assertUndecided(detector.check(folder.resolve("nowhere.jpg")), Reason.UNREADABLE);
        assertUndecided(detector.check(folder), Reason.UNREADABLE);
        byte[] png = ImageEncoder.png(PORTRAIT);
        assertUndecided(detector.check(Arrays.copyOf(png, png.length / 2)), Reason.UNREADABLE);
        try (Mat empty = new Mat();
                Mat floats = new Mat(8, 8, opencv_core.CV_32FC1)) {
            assertUndecided(detector.check(empty), Reason.UNREADABLE);
            assertUndecided(detector.check(floats), Reason.UNREADABLE);
        }
    }

    @Test
    void aBadPictureInABatchDoesNotSpoilTheOthers() {
        List<LivenessResult> results =
                detector.check(List.of(PORTRAIT, RgbImage.black(100, 100), PORTRAIT));
        assertThat(results.get(0).isLive()).isTrue();
        assertUndecided(results.get(1), Reason.NO_FACE);
        assertThat(results.get(2).isLive()).isTrue();
    }

    @Test
    void severalFacesAreUndecidedOrAllChecked() {
        RgbImage two = beside(PORTRAIT, PORTRAIT);
        assertUndecided(detector.check(two), Reason.SEVERAL_FACES);
        List<LivenessResult> all = detector.checkAllFaces(two);
        assertThat(all).hasSize(2).allMatch(LivenessResult::isLive);
        assertThat(all.get(0).face().orElseThrow().x())
                .isNotCloseTo(all.get(1).face().orElseThrow().x(), within(100));
        assertUndecided(detector.checkAllFaces(RgbImage.black(50, 50)).get(0), Reason.NO_FACE);
        RgbImage small = DrawnFace.portrait(240, 200, 60, 60, 60);
        assertThat(detector.check(beside(PORTRAIT, small)).reasons())
                .doesNotContain(Reason.SEVERAL_FACES);
    }

    private static RgbImage beside(RgbImage left, RgbImage right) {
        RgbImage both = RgbImage.black(left.width() + right.width(), left.height());
        for (int y = 0; y < left.height(); y++) {
            System.arraycopy(
                    left.data(),
                    3 * y * left.width(),
                    both.data(),
                    3 * y * both.width(),
                    3 * left.width());
            System.arraycopy(
                    right.data(),
                    3 * y * right.width(),
                    both.data(),
                    3 * (y * both.width() + left.width()),
                    3 * right.width());
        }
        return both;
    }

    /** A detector that takes pictures for face crops, and every face for live. */
    private static LivenessDetector ofCrops() {
        return LivenessDetector.builder(model())
                .threshold(EVERYTHING_IS_LIVE)
                .faceDetector(new WholeImageDetector())
                .build();
    }

    @Test
    void smallDarkAndBlurredFacesAreUndecided() {
        try (LivenessDetector crops = ofCrops()) {
            RgbImage face = DrawnFace.portrait(160, 160, 80, 80, 112);
            assertThat(crops.check(face).isLive()).isTrue();
            assertUndecided(crops.check(DrawnFace.portrait(39, 39, 19, 19, 29)), Reason.TOO_SMALL);
            assertUndecided(crops.check(exposed(face, 1 / 12.0)), Reason.DARK);
            assertUndecided(crops.check(blurred(face, 8)), Reason.BLURRED);
            assertThat(crops.check(blurred(face, 1.5)).isLive()).isTrue();
        }
    }

    @Test
    void facesThatAreMostlyWhiteAreUndecided() {
        try (LivenessDetector crops = ofCrops()) {
            RgbImage face = DrawnFace.portrait(160, 160, 80, 80, 112);
            assertUndecided(crops.check(exposed(face, 10)), Reason.BURNT_OUT);
            // hard light whitens parts of a face; its middle alone counts, not a white wall
            assertThat(crops.check(exposed(face, 1.5)).isLive()).isTrue();
            RgbImage wall = new RgbImage(160, 160, face.data().clone());
            for (int i = 0; i < wall.data().length; i++) {
                int x = i / 3 % 160;
                int y = i / 3 / 160;
                if (Math.min(Math.min(x, 159 - x), Math.min(y, 159 - y)) < 40) {
                    wall.data()[i] = (byte) 255;
                }
            }
            assertThat(crops.check(wall).isLive()).isTrue();
        }
    }

    private static RgbImage exposed(RgbImage image, double gain) {
        byte[] rgb = image.data().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.min(255, Math.round((rgb[i] & 0xff) * gain));
        }
        return new RgbImage(image.width(), image.height(), rgb);
    }

    private static RgbImage blurred(RgbImage image, double sigma) {
        try (Mat mat = image.toBgrMat();
                Mat blurred = new Mat();
                Size automatic = new Size(0, 0)) {
            opencv_imgproc.GaussianBlur(mat, blurred, automatic, sigma);
            return RgbImage.ofBgr(blurred);
        }
    }

    @Test
    void aFaceTooSmallToJudgeIsUndecided() {
        try (LivenessDetector crops =
                LivenessDetector.builder(model()).faceDetector(new WholeImageDetector()).build()) {
            LivenessResult result = crops.check(DrawnFace.portrait(36, 36, 18, 18, 25));
            assertUndecided(result, Reason.TOO_SMALL);
            assertThat(result.detail()).contains("36x36");
            assertThat(Reason.TOO_SMALL.text()).contains("come closer");
        }
    }

    @Test
    void aScoreThatIsNotANumberIsUndecided() {
        LivenessResult result =
                LivenessResult.scored(
                        new FaceScorer.Answer(Double.NaN, Optional.empty()),
                        EVERYTHING_IS_LIVE,
                        new FaceBox(1, 2, 30, 30, 1),
                        new FaceBox(1, 2, 30, 30, 1),
                        LivenessResult.Timings.NONE);
        assertUndecided(result, Reason.FAILED);
        assertThat(result.spoofScore()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY, 3e38f})
    void weightsOfADivergedTrainingAreRefused(float weight) {
        LgscModel broken = model();
        broken.graph().getParam("decoder5_res0_conv1_W").assign(weight);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LivenessDetector.builder(broken).build())
                .withMessageContaining("decoder5_res0_conv1");
    }

    @Test
    void threadsGetTheSameScores() throws Exception {
        double score = detector.check(PORTRAIT).spoofScore();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Double>> scores = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                scores.add(pool.submit(() -> detector.check(PORTRAIT).spoofScore()));
            }
            for (Future<Double> s : scores) {
                assertThat(s.get()).isEqualTo(score);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void closedMeansClosed() {
        LivenessDetector other = LivenessDetector.builder(model()).build();
        other.check(PORTRAIT);
        other.close();
        other.close();
        assertThatThrownBy(() -> other.check(PORTRAIT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aVideoIsTheMeanOfWhatCouldBeJudged() {
        VideoCheck video = detector.video();
        assertThat(video.result().decision()).isEqualTo(Decision.UNDECIDED);
        double score = video.add(PORTRAIT).spoofScore();
        video.add(PORTRAIT);
        video.add(RgbImage.black(80, 80));
        assertThat(video.result().decision()).isEqualTo(Decision.LIVE);
        assertThat(video.result().spoofScore()).isCloseTo(score, within(1e-9));
        assertThat(video.result().judged()).isEqualTo(2);
        for (int i = 0; i < 3; i++) {
            video.add(RgbImage.black(80, 80));
        }
        assertThat(video.result().decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(video.result().frames()).hasSize(6);
    }

    @Test
    void theOverlayShowsTheBoxAndFitsThePicture() {
        LivenessResult result = detector.check(PORTRAIT);
        RgbImage overlay = result.overlay(PORTRAIT);
        assertThat(overlay.width()).isEqualTo(240);
        var box = result.face().orElseThrow();
        int x = box.x() + box.width() / 2;
        assertThat(overlay.get(x, box.y(), 0)).isEqualTo(0x1B);
        assertThat(overlay.get(x, box.y(), 1)).isEqualTo(0x78);
        FaceBox scored = result.cueMap().orElseThrow().area();
        for (int y = scored.y(); y < scored.y() + scored.height(); y++) {
            assertThat(overlay.get(scored.x(), y, 2)).isIn(0xFF, 0x20);
        }
        assertThat(result.overlay(RgbImage.black(20, 20)).width()).isEqualTo(20);
        RgbImage large = ImageScaler.resize(PORTRAIT, 2400, 2000, ImageScaler.Interpolation.AREA);
        assertThat(detector.check(large).overlay(large).width()).isEqualTo(1024);
    }
}
