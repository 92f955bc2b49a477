package org.lgsc.core.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.RgbImage;

/** Photograph-like portraits, where somebody has put them; they are no part of the project. */
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
    void yuNetFindsUprightFacesOnly() throws IOException {
        assumeTrue(Files.isRegularFile(YUNET), YUNET + " is not there");
        try (FaceDetector detector = new YuNetFaceDetector(YUNET)) {
            assertUprightOnly(detector, 112);
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
