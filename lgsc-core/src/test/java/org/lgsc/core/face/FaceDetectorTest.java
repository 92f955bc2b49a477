package org.lgsc.core.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;

class FaceDetectorTest {

    private static BufferedImage canvas(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(120, 140, 150));
        g.fillRect(0, 0, width, height);
        g.dispose();
        return image;
    }

    private static void ellipse(Graphics2D g, Color c, double x, double y, double w, double h) {
        g.setColor(c);
        g.fill(new Ellipse2D.Double(x - w / 2, y - h / 2, w, h));
    }

    /** A drawn face, from hair to chin about {@code size} high; enough for the cascade. */
    private static void drawFace(BufferedImage image, double cx, double cy, double size) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.translate(cx, cy);
        g.scale(size / 100, size / 100);
        ellipse(g, new Color(50, 35, 30), 0, -8, 84, 96);
        ellipse(g, new Color(215, 170, 145), 0, 2, 72, 92);
        for (int side = -1; side <= 1; side += 2) {
            ellipse(g, new Color(165, 115, 95), side * 16, -9, 24, 15);
            ellipse(g, new Color(80, 50, 40), side * 16, -17, 22, 5);
            ellipse(g, new Color(240, 235, 230), side * 16, -8, 15, 7);
            ellipse(g, new Color(40, 25, 20), side * 16, -8, 7, 7);
            ellipse(g, new Color(228, 180, 155), side * 20, 10, 18, 14);
            ellipse(g, new Color(120, 75, 65), side * 4, 16, 4, 3);
        }
        ellipse(g, new Color(235, 195, 170), 0, 0, 9, 28);
        ellipse(g, new Color(150, 60, 60), 0, 27, 26, 8);
        g.dispose();
    }

    private static RgbImage portrait(int width, int height, double cx, double cy, double size) {
        BufferedImage image = canvas(width, height);
        drawFace(image, cx, cy, size);
        return RgbImage.of(image);
    }

    private static void assertAround(FaceBox box, double cx, double cy, double size) {
        assertThat(box.x() + box.width() / 2.0).isBetween(cx - size * 0.12, cx + size * 0.12);
        assertThat(box.y() + box.height() / 2.0).isBetween(cy - size * 0.15, cy + size * 0.15);
        assertThat((double) box.width()).isBetween(size * 0.5, size * 1.05);
    }

    @ParameterizedTest
    @ValueSource(ints = {160, 224, 500, 1600})
    void haarFindsTheFaceOfAPortrait(int side) {
        try (HaarFaceDetector detector = new HaarFaceDetector()) {
            double size = side * 0.7;
            List<FaceBox> faces =
                    detector.detect(portrait(side, side, side * 0.5, side * 0.5, size));
            assertThat(faces).isNotEmpty();
            assertAround(faces.get(0), side * 0.5, side * 0.5, size);
        }
    }

    @Test
    void largestFaceComesFirst() {
        BufferedImage image = canvas(600, 400);
        drawFace(image, 130, 200, 120);
        drawFace(image, 420, 200, 240);
        try (HaarFaceDetector detector = new HaarFaceDetector()) {
            List<FaceBox> faces = detector.detect(RgbImage.of(image));
            assertThat(faces).hasSizeGreaterThanOrEqualTo(2);
            assertThat(faces).isSortedAccordingTo(FaceDetector.LARGEST_FIRST);
            assertAround(faces.get(0), 420, 200, 240);
            assertAround(faces.get(1), 130, 200, 120);
        }
    }

    @Test
    void aRivalFaceIsFoundNextToTheMostConfident() {
        BufferedImage image = canvas(600, 400);
        drawFace(image, 130, 200, 150);
        drawFace(image, 420, 200, 240);
        try (HaarFaceDetector detector = new HaarFaceDetector()) {
            List<FaceBox> all = detector.detect(RgbImage.of(image));
            assertThat(all).hasSizeGreaterThanOrEqualTo(2);
            assertThat(detector.detect(RgbImage.of(image), 0.5)).startsWith(all.get(0), all.get(1));
        }
    }

    @Test
    void emptyPicturesHaveNoFaces() {
        try (HaarFaceDetector detector = new HaarFaceDetector()) {
            assertThat(detector.detect(RgbImage.of(canvas(300, 200)))).isEmpty();
            assertThat(detector.detect(RgbImage.black(1, 1))).isEmpty();
            assertThat(detector.detect(RgbImage.black(3000, 3))).isEmpty();
        }
    }

    /** Servers have no GTK, which OpenCV's library for windows needs. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void noPartOfOpenCvForWindowsIsLoaded() throws IOException {
        RgbImage image = portrait(200, 200, 100, 100, 140);
        try (HaarFaceDetector detector = new HaarFaceDetector()) {
            detector.detect(ImageDecoder.defaults().decode(ImageEncoder.png(image), "a face"));
        }
        assertThatThrownBy(() -> new YuNetFaceDetector(Path.of("pom.xml")))
                .isInstanceOf(LgscException.class); // OpenCV's network runtime is loaded now
        assertThat(Files.readAllLines(Path.of("/proc/self/maps")))
                .anyMatch(m -> m.contains("opencv_dnn"))
                .anyMatch(m -> m.contains("opencv_imgcodecs"))
                .noneMatch(m -> m.contains("highgui"))
                .noneMatch(m -> m.contains("libgtk"));
    }

    @Test
    void threadsAgree() throws Exception {
        RgbImage image = portrait(240, 240, 120, 120, 170);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (HaarFaceDetector detector = new HaarFaceDetector()) {
            List<FaceBox> expected = detector.detect(image);
            List<Future<List<FaceBox>>> found =
                    IntStream.range(0, 16)
                            .mapToObj(i -> pool.submit(() -> detector.detect(image)))
                            .toList();
            for (Future<List<FaceBox>> f : found) {
                assertThat(f.get()).isEqualTo(expected);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void closedDetectorRefuses() {
        HaarFaceDetector detector = new HaarFaceDetector();
        detector.close();
        detector.close();
        assertThatThrownBy(() -> detector.detect(RgbImage.black(50, 50)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wholeImageIsOneBox() {
        try (FaceDetector detector = new WholeImageDetector()) {
            assertThat(detector.detect(RgbImage.black(30, 20)))
                    .containsExactly(new FaceBox(0, 0, 30, 20, 1));
        }
    }

    @Test
    void yuNetNamesAMissingOrForeignFile(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("none.onnx");
        assertThatThrownBy(() -> new YuNetFaceDetector(missing))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(missing.toString());
        Path text = Files.writeString(folder.resolve("text.onnx"), "this is no network");
        assertThatThrownBy(() -> new YuNetFaceDetector(text))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(text.toString());
    }
}
