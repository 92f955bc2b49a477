package org.lgsc.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.foreign.ForeignNetwork;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;

class ForeignDetectorTest {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 360;
    private static final FaceBox BOX = new FaceBox(180, 100, 120, 150, 1);

    @TempDir Path folder;

    private static Path card(String name) {
        try {
            return Path.of(
                    ForeignDetectorTest.class.getResource("/foreign/" + name + ".json").toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RgbImage portrait() {
        return DrawnFace.portrait(WIDTH, HEIGHT, 240, 180, 160);
    }

    /** Returns a given face, in a picture of any size. */
    private record Told(FaceBox... boxes) implements FaceDetector {
        @Override
        public List<FaceBox> detect(RgbImage image) {
            double scale = (double) image.width() / WIDTH;
            return List.of(boxes).stream().map(b -> b.scaled(scale, scale)).toList();
        }
    }

    private static LivenessDetector.Builder builder(String name, FaceBox... boxes) {
        return LivenessDetector.builder(card(name)).faceDetector(new Told(boxes));
    }

    private static double expected(String name, RgbImage picture, FaceBox box) {
        try (ForeignNetwork network = ForeignNetwork.load(card(name))) {
            return network.score(network.crops(picture, box));
        }
    }

    @Test
    void aCardIsLoadedWhereAModelIs() {
        try (LivenessDetector detector = LivenessDetector.load(card("pair"))) {
            LivenessResult result = detector.check(portrait());
            FaceBox all = new FaceBox(0, 0, WIDTH, HEIGHT, 1);
            assertThat(result.spoofScore())
                    .isCloseTo(expected("pair", portrait(), all), within(1e-6));
            assertThat(result.decision())
                    .isEqualTo(result.spoofScore() <= 0.5 ? Decision.LIVE : Decision.SPOOF);
            assertThat(detector.threshold()).isEqualTo(0.5);
            assertThat(detector.description().toText()).contains("a pair of 80x80 networks");
            assertThat(detector.card().caution()).isEmpty();
        }
    }

    @Test
    void theScoreIsTheNetworksAndThereIsNoCueMap() {
        try (LivenessDetector detector = builder("pair", BOX).threshold(0).build()) {
            LivenessResult result = detector.check(portrait());
            assertThat(result.spoofScore())
                    .isCloseTo(expected("pair", portrait(), BOX), within(1e-6));
            assertThat(result.decision()).isEqualTo(Decision.SPOOF);
            assertThat(result.cueMap()).isEmpty();
            assertThat(result.face()).contains(BOX);
            assertThat(result.scored())
                    .hasValueSatisfying(
                            area -> assertThat(area.overlap(BOX)).isEqualTo(BOX.area()));
            assertThat(detector.check(List.of(portrait(), RgbImage.black(WIDTH, HEIGHT))))
                    .extracting(LivenessResult::decision)
                    .containsExactly(Decision.SPOOF, Decision.UNDECIDED);
            assertThat(detector.checkAllFaces(portrait())).hasSize(1);
        }
    }

    @Test
    void theOverlayShowsTheBoxAndWhatWasScored() {
        try (LivenessDetector detector = builder("reflect", BOX).threshold(1).build()) {
            RgbImage picture = portrait();
            LivenessResult result = detector.check(picture);
            RgbImage drawn = result.overlay(picture);
            FaceBox area = result.scored().orElseThrow();
            assertThat(colour(drawn, area.x() + area.width() / 2, area.y()))
                    .isIn(0xFFFFFF, 0x202020);
            assertThat(colour(drawn, BOX.x() + 30, BOX.y())).isEqualTo(0x1B7837);
            assertThat(colour(drawn, 240, 200)).isEqualTo(colour(picture, 240, 200));
        }
    }

    private static int colour(RgbImage image, int x, int y) {
        return image.get(x, y, 0) << 16 | image.get(x, y, 1) << 8 | image.get(x, y, 2);
    }

    /** A reduced decoding is sufficient for finding a face, but not for third-party networks. */
    @Test
    void largePhotographsAreScoredByEveryPixel() {
        RgbImage large =
                ImageScaler.resize(
                        portrait(), 6 * WIDTH, 6 * HEIGHT, ImageScaler.Interpolation.BILINEAR);
        Path file = folder.resolve("large.jpg");
        try {
            Files.write(file, ImageEncoder.jpeg(large, 90));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
        RgbImage decoded = ImageDecoder.defaults().decode(file);
        for (String name : List.of("pair", "reflect", "normal")) {
            try (LivenessDetector detector =
                    builder(name, BOX).quality(QualityLimits.NONE).build()) {
                LivenessResult result = detector.check(file);
                FaceBox box = result.face().orElseThrow();
                assertThat(box.width()).isBetween(715, 725);
                assertThat(result.spoofScore())
                        .isCloseTo(expected(name, decoded, box), within(1e-6));
            }
        }
    }

    @Test
    void limitsAreThoseOfEveryModel() {
        assertReason("pair", portrait(), Reason.TOO_SMALL, new FaceBox(200, 100, 30, 39, 1));
        assertReason("pair", portrait(), Reason.CUT_OFF, new FaceBox(0, 100, 100, 120, 1));
        assertReason("pair", RgbImage.black(WIDTH, HEIGHT), Reason.DARK, BOX);
        assertReason("pair", portrait(), Reason.NO_FACE);
        assertReason(
                "pair",
                portrait(),
                Reason.SEVERAL_FACES,
                new FaceBox(30, 100, 110, 130, 1),
                new FaceBox(230, 100, 120, 150, 1));
    }

    private static void assertReason(
            String name, RgbImage picture, Reason reason, FaceBox... boxes) {
        try (LivenessDetector detector = builder(name, boxes).build()) {
            LivenessResult result = detector.check(picture);
            assertThat(result.decision()).isEqualTo(Decision.UNDECIDED);
            assertThat(result.reasons()).contains(reason);
            assertThat(result.score()).isEmpty();
        }
    }

    @Test
    void aVideoIsTheMeanOfItsFrames() {
        try (LivenessDetector detector = builder("pair", BOX).build()) {
            VideoCheck video = detector.video();
            double score = video.add(portrait()).spoofScore();
            video.add(portrait());
            assertThat(video.result().spoofScore()).isCloseTo(score, within(1e-9));
        }
    }

    @Test
    void aCardIsRefusedWhereAModelIsNeeded() {
        assertThatThrownBy(() -> LgscModel.load(card("pair")))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll(
                        "pair.json", "third-party networks", "model of this library");
    }
}
