package org.lgsc.core.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.face.FaceFinder;
import org.lgsc.core.internal.face.FaceFinding;
import org.lgsc.core.internal.face.FaceRules;

/** Photograph-like portraits, if they are available; they are not part of the project. */
class PortraitsTest {
    private static final Path SHARED = Path.of("..", "..", "shared");
    private static final Path YUNET =
            SHARED.resolve("models").resolve("face_detection_yunet_2022mar.onnx");

    private static List<RgbImage> portraits() throws IOException {
        Path folder = SHARED.resolve("faces").resolve("synthetic");
        assumeTrue(Files.isDirectory(folder), folder + " is not there");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".jpg"))
                    .sorted()
                    .map(f -> ImageDecoder.defaults().decode(f))
                    .toList();
        }
    }

    private static RgbImage turned(RgbImage image) {
        int width = image.height();
        int height = image.width();
        byte[] rgb = new byte[image.data().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[3 * (y * width + x) + c] = (byte) image.get(y, image.height() - 1 - x, c);
                }
            }
        }
        return new RgbImage(width, height, rgb);
    }

    private static long found(
            FaceDetector detector, List<RgbImage> pictures, UnaryOperator<RgbImage> change) {
        FaceFinder finder = new FaceFinder(detector, FaceRules.JUDGING);
        return pictures.stream()
                .filter(p -> finder.find(change.apply(p)) instanceof FaceFinding.Found)
                .count();
    }

    private static void assertUprightOnly(FaceDetector detector, int upright) throws IOException {
        List<RgbImage> portraits = portraits();
        assertThat(found(detector, portraits, p -> p))
                .as("upright, of " + portraits.size())
                .isGreaterThanOrEqualTo(upright);
        long aside = found(detector, portraits, PortraitsTest::turned);
        long upsideDown = found(detector, portraits, p -> turned(turned(p)));
        assertThat(aside + upsideDown)
                .as("turned, of " + 2 * portraits.size())
                .isLessThanOrEqualTo(2 * portraits.size() / 100);
    }

    @Test
    void theCascadesFindUprightFacesOnly() throws IOException {
        try (FaceDetector detector = new HaarFaceDetector()) {
            assertUprightOnly(detector, 98);
        }
    }

    @Test
    void skippedSearchDoesNotChangeFindings() throws IOException {
        try (HaarFaceDetector detector = new HaarFaceDetector()) {
            FaceDetector thorough =
                    new FaceDetector() {
                        @Override
                        public List<FaceBox> detect(RgbImage image) {
                            return detector.detect(image);
                        }

                        @Override
                        public double minimumConfidence() {
                            return detector.minimumConfidence();
                        }

                        @Override
                        public Optional<FaceRefusal> secondLook(RgbImage image, FaceBox face) {
                            return detector.secondLook(image, face);
                        }
                    };
            List<RgbImage> portraits = portraits();
            for (FaceRules rules : List.of(FaceRules.JUDGING, FaceRules.TRAINING)) {
                for (int i = 0; i < portraits.size(); i += 4) {
                    assertThat(new FaceFinder(detector, rules).find(portraits.get(i)).box())
                            .as("portrait " + i)
                            .isEqualTo(
                                    new FaceFinder(thorough, rules).find(portraits.get(i)).box());
                }
            }
        }
    }

    @Test
    void yuNetFindsUprightFacesOnly() throws IOException {
        assumeTrue(Files.isRegularFile(YUNET), YUNET + " is not there");
        try (FaceDetector detector = new YuNetFaceDetector(YUNET)) {
            assertUprightOnly(detector, 112);
        }
    }

    /** The picture without one side of a line; a share of the box is lost, or kept. */
    private static RgbImage cut(RgbImage image, FaceBox face, int side, double share) {
        int left = side == 0 ? (int) (face.x() + share * face.width()) : 0;
        int top = side == 1 ? (int) (face.y() + share * face.height()) : 0;
        int right = side == 2 ? (int) (face.x() + (1 - share) * face.width()) : image.width();
        int bottom = side == 3 ? (int) (face.y() + (1 - share) * face.height()) : image.height();
        left = Math.max(0, left);
        top = Math.max(0, top);
        right = Math.min(image.width(), right);
        bottom = Math.min(image.height(), bottom);
        return image.crop(left, top, right - left, bottom - top);
    }

    private static long refused(FaceDetector detector, double share) throws IOException {
        FaceFinder finder = new FaceFinder(detector, FaceRules.JUDGING);
        List<RgbImage> portraits = portraits();
        long count = 0;
        for (int i = 0; i < portraits.size(); i += 3) {
            RgbImage portrait = portraits.get(i);
            if (finder.find(portrait) instanceof FaceFinding.Found found) {
                for (int side = 0; side < 4; side++) {
                    FaceFinding finding = finder.find(cut(portrait, found.face(), side, share));
                    count += finding instanceof FaceFinding.Refused ? 1 : 0;
                }
            }
        }
        return count;
    }

    /**
     * Of about 150 faces, nine of ten that have lost a seventh are refused, and few near the edge.
     */
    @Test
    void aFaceThatThePictureCutsOffIsNotJudged() throws IOException {
        assumeTrue(Files.isRegularFile(YUNET), YUNET + " is not there");
        try (FaceDetector detector = new YuNetFaceDetector(YUNET)) {
            assertThat(refused(detector, 0.15)).isGreaterThan(132);
            assertThat(refused(detector, -0.1)).isLessThan(20);
        }
    }

    @Test
    void picturesWithoutAFaceHaveNone() throws IOException {
        Path trials = SHARED.resolve("trials");
        assumeTrue(Files.isDirectory(trials), trials + " is not there");
        try (FaceDetector detector = new HaarFaceDetector()) {
            FaceFinder finder = new FaceFinder(detector, FaceRules.JUDGING);
            for (String name : new String[] {"smiley_1.png", "nf_mid_6.png"}) {
                RgbImage picture = ImageDecoder.defaults().decode(trials.resolve(name));
                assertThat(finder.find(picture)).as(name).isInstanceOf(FaceFinding.Refused.class);
            }
        }
    }
}
