package org.lgsc.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.core.detector.QualityLimits;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.weights.OnnxExport;

/**
 * The worked example of docs/geometry.md, done again without this library's pictures: from a box to
 * the score of the exported network. What the page prints is what comes out here.
 */
class WorkedExampleTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int SIDE = 256;

    @TempDir Path folder;

    private static int formula(int x, int y, int channel) {
        return (int) Math.round(128 + 100 * Math.sin(x / (7.0 + channel)) * Math.cos(y / 11.0));
    }

    private static RgbImage picture() {
        RgbImage image = RgbImage.black(WIDTH, HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int c = 0; c < 3; c++) {
                    image.data()[3 * (y * WIDTH + x) + c] = (byte) formula(x, y, c);
                }
            }
        }
        return image;
    }

    /** Steps 2 and 3. */
    private static int[] square(FaceBox box) {
        int side = (int) Math.round(1.3 * Math.max(box.width(), box.height()));
        side = Math.min(side, Math.min(WIDTH, HEIGHT));
        long left = Math.round(box.x() + box.width() / 2.0 - side / 2.0);
        long top = Math.round(box.y() + box.height() / 2.0 - side / 2.0);
        return new int[] {
            (int) Math.max(0, Math.min(WIDTH - side, left)),
            (int) Math.max(0, Math.min(HEIGHT - side, top)),
            side
        };
    }

    /** Step 4, shrinking: the mean over the area that a pixel covers. */
    private static double byArea(int[] square, int column, int row, int channel) {
        double scale = (double) square[2] / SIDE;
        double sum = 0;
        for (int y = (int) (row * scale); y < (row + 1) * scale; y++) {
            for (int x = (int) (column * scale); x < (column + 1) * scale; x++) {
                double wide = Math.min(x + 1, (column + 1) * scale) - Math.max(x, column * scale);
                double high = Math.min(y + 1, (row + 1) * scale) - Math.max(y, row * scale);
                sum += wide * high * formula(square[0] + x, square[1] + y, channel);
            }
        }
        return sum / (scale * scale);
    }

    /** Step 4, growing: bilinear between the centres of pixels. */
    private static double bilinear(int[] square, int column, int row, int channel) {
        double scale = (double) square[2] / SIDE;
        double x = Math.max(0, Math.min(square[2] - 1, (column + 0.5) * scale - 0.5));
        double y = Math.max(0, Math.min(square[2] - 1, (row + 0.5) * scale - 0.5));
        int x0 = (int) x;
        int y0 = (int) y;
        int x1 = Math.min(square[2] - 1, x0 + 1);
        int y1 = Math.min(square[2] - 1, y0 + 1);
        double dx = x - x0;
        double dy = y - y0;
        int left = square[0];
        int top = square[1];
        return (1 - dy)
                        * ((1 - dx) * formula(left + x0, top + y0, channel)
                                + dx * formula(left + x1, top + y0, channel))
                + dy
                        * ((1 - dx) * formula(left + x0, top + y1, channel)
                                + dx * formula(left + x1, top + y1, channel));
    }

    private static RgbImage resized(int[] square) {
        RgbImage image = RgbImage.black(SIDE, SIDE);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                for (int c = 0; c < 3; c++) {
                    double value =
                            square[2] > SIDE ? byArea(square, x, y, c) : bilinear(square, x, y, c);
                    image.data()[3 * (y * SIDE + x) + c] = (byte) Math.round(value);
                }
            }
        }
        return image;
    }

    private static LivenessResult checked(LgscModel model, FaceBox box) {
        FaceDetector given = image -> List.of(box);
        try (LivenessDetector detector =
                LivenessDetector.builder(model)
                        .faceDetector(given)
                        .quality(QualityLimits.NONE)
                        .build()) {
            return detector.check(picture());
        }
    }

    private static LgscModel model() {
        LgscNetwork network = LgscNetwork.builder().baseWidth(4).seed(7).build();
        return LgscModel.untrained(network, InputScaling.SYMMETRIC);
    }

    @Test
    void whatThePageSaysIsWhatComesOut() throws Exception {
        String page = Files.readString(Path.of("../docs/geometry.md"));
        LgscModel model = model();
        Path onnx = folder.resolve("model.onnx");
        OnnxExport.write(model, onnx);
        for (FaceBox box :
                List.of(new FaceBox(170, 90, 230, 300, 1), new FaceBox(20, 300, 90, 100, 1))) {
            int[] square = square(box);
            RgbImage seen = resized(square);
            double score = checked(model(), box).spoofScore();
            try (OnnxComparison network = new OnnxComparison(model, onnx)) {
                assertThat(network.score(seen)).as("by hand").isCloseTo(score, within(1e-4));
            }
            String row =
                    String.format(
                            Locale.ROOT,
                            "| %d, %d, %d, %d | %d, %d, %d | %d, %d, %d | %d, %d, %d | %.3f |",
                            box.x(),
                            box.y(),
                            box.width(),
                            box.height(),
                            square[0],
                            square[1],
                            square[2],
                            seen.get(0, 0, 0),
                            seen.get(0, 0, 1),
                            seen.get(0, 0, 2),
                            seen.get(128, 100, 0),
                            seen.get(128, 100, 1),
                            seen.get(128, 100, 2),
                            score);
            assertThat(page).contains(row);
        }
        assertThat(page)
                .contains(
                        model.metadata().preprocessing().geometry().steps().toArray(String[]::new));
    }
}
