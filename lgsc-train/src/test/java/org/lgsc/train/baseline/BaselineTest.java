package org.lgsc.train.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.PlainCnnTrainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.progress.TrainingProgress;

class BaselineTest {
    @TempDir private Path folder;

    @Test
    void patternsAreCountedByHand() {
        // a step edge: left of it and on it everything is as bright as the centre or darker
        float[] plane = {
            9, 9, 1, 1,
            9, 9, 1, 1,
            9, 9, 1, 1
        };
        double[] histogram = new double[LbpHistogram.BINS];
        LbpHistogram.write(plane, 4, 3, histogram, 0);
        // centre 9: the three on the right are darker; centre 1: all are at least as bright
        assertThat(Arrays.stream(histogram).filter(h -> h > 0).toArray()).containsExactly(0.5, 0.5);
        assertThat(Arrays.stream(histogram).sum()).isEqualTo(1);
        assertThat(histogram[LbpHistogram.BINS - 1]).as("both are uniform").isZero();
        float[] checkers = {
            9, 1, 9,
            1, 5, 1,
            9, 1, 9
        };
        double[] other = new double[LbpHistogram.BINS];
        LbpHistogram.write(checkers, 3, 3, other, 0);
        assertThat(other[LbpHistogram.BINS - 1]).isEqualTo(1);
    }

    @Test
    void thereAre58UniformPatterns() {
        SplittableRandom random = new SplittableRandom(3);
        boolean[] seen = new boolean[LbpHistogram.BINS];
        for (int i = 0; i < 20_000; i++) {
            float[] plane = new float[9];
            for (int k = 0; k < 9; k++) {
                plane[k] = k == 4 ? 1 : random.nextInt(2) * 2;
            }
            double[] histogram = new double[LbpHistogram.BINS];
            LbpHistogram.write(plane, 3, 3, histogram, 0);
            for (int b = 0; b < seen.length; b++) {
                seen[b] |= histogram[b] > 0;
            }
        }
        assertThat(seen).hasSize(59).doesNotContain(false);
    }

    @Test
    void colourTextureSeesWhatGreyDoesNot() {
        // two colours of one grey: a checkerboard for hue, flat for luma
        byte[] data = new byte[3 * 64];
        for (int i = 0; i < 64; i++) {
            boolean even = (i % 8 + i / 8) % 2 == 0;
            // 0.299 r + 0.114 b is 60 for both
            data[3 * i] = (byte) (even ? 200 : 0);
            data[3 * i + 1] = 0;
            data[3 * i + 2] = (byte) (even ? 2 : 525 - 256 - 14);
        }
        RgbImage flat = RgbImage.black(8, 8);
        RgbImage checkered = new RgbImage(8, 8, data);
        assertThat(TextureFeatures.LBP.length()).isEqualTo(59);
        assertThat(TextureFeatures.COLOR_TEXTURE.length()).isEqualTo(354);
        assertThat(TextureFeatures.COLOR_TEXTURE.of(checkered))
                .isNotEqualTo(TextureFeatures.COLOR_TEXTURE.of(flat));
        for (TextureFeatures f : TextureFeatures.values()) {
            assertThat(Arrays.stream(f.of(checkered)).sum())
                    .isCloseTo(f.length() / 59.0, within(1e-9));
        }
    }

    @Test
    void theFitIsTheMinimum() {
        SplittableRandom random = new SplittableRandom(5);
        double[][] x = new double[60][4];
        boolean[] spoof = new boolean[60];
        for (int i = 0; i < 60; i++) {
            spoof[i] = i % 3 == 0;
            for (int j = 0; j < 3; j++) {
                x[i][j] = random.nextDouble() + (spoof[i] && j == 1 ? 0.4 : 0);
            }
            x[i][3] = 7; // constant
        }
        double penalty = 0.05;
        LinearClassifier fit = LinearClassifier.fit(x, spoof, penalty);
        double best = loss(fit, x, spoof, penalty);
        for (int j = 0; j <= 4; j++) {
            for (double h : new double[] {-1e-3, 1e-3}) {
                double[] weights = fit.weights().clone();
                double bias = fit.bias() + (j == 4 ? h : 0);
                if (j < 4) {
                    weights[j] += h;
                }
                LinearClassifier other =
                        new LinearClassifier(fit.mean(), fit.deviation(), weights, bias);
                assertThat(loss(other, x, spoof, penalty)).isGreaterThan(best);
            }
        }
        assertThatThrownBy(() -> LinearClassifier.fit(x, new boolean[60], 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The mean over both classes of the log loss, and the penalty. */
    private static double loss(LinearClassifier c, double[][] x, boolean[] spoof, double penalty) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int i = 0; i < x.length; i++) {
            double p = c.spoofProbability(x[i]);
            sums[spoof[i] ? 1 : 0] -= Math.log(spoof[i] ? p : 1 - p);
            counts[spoof[i] ? 1 : 0]++;
        }
        double squares = Arrays.stream(c.weights()).map(w -> w * w).sum();
        return (sums[0] / counts[0] + sums[1] / counts[1]) / 2 + penalty / 2 * squares;
    }

    @Test
    void textureBaselinesTellCheckersFromNoise() {
        PadDataset data = TexturePictures.dataset(12, 8);
        for (TextureFeatures f : TextureFeatures.values()) {
            BaselineModel model = new TextureTrainer(f, FaceGeometry.standard(64)).train(data);
            assertThat(model.threshold().origin()).contains("eer on DEV (8 bona fide, 8 attacks)");
            Path file = folder.resolve(f + ".zip");
            model.save(file);
            assertThat(BaselineModel.isBaseline(file)).isTrue();
            BaselineModel loaded = BaselineModel.load(file);
            List<PadScore> scores = scores(loaded, data);
            assertThat(scores).isEqualTo(scores(model, data));
            assertThat(scores)
                    .allMatch(
                            s ->
                                    s.spoofScore() <= loaded.threshold().spoofScore()
                                            == s.label().isLive());
            assertThatThrownBy(() -> LgscModel.load(file))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("is not an LGSC model");
        }
    }

    @Test
    void thePlainCnnScoresTheSameWay() throws IOException {
        PadDataset data = TexturePictures.dataset(8, 4);
        TrainingOptions options =
                TrainingOptions.smallScale()
                        .baseWidth(2)
                        .patchSize(32)
                        .testPolicy(TestPolicy.grid(2))
                        .batchSize(8)
                        .warmStart(EncoderWarmStart.NONE)
                        .maxSteps(3)
                        .build();
        BaselineModel model = new PlainCnnTrainer(options, TrainingProgress.none()).train(data);
        assertThat(model.provenance().training()).containsEntry("steps", "3");
        Path file = folder.resolve("cnn.zip");
        model.save(file);
        List<PadScore> scores = scores(BaselineModel.load(file), data);
        assertThat(scores).isEqualTo(scores(model, data));
        assertThat(scores).allMatch(s -> s.spoofScore() > 0 && s.spoofScore() < 1);
        assertThat(scores.stream().mapToDouble(PadScore::spoofScore).distinct().count())
                .isGreaterThan(4);
        // its network is read like a model's, not by DL4J's reader
        assertRefused(
                rewritten(file, "\"baseWidth\" : 2", "\"baseWidth\" : 3"), "not the expected one");
        assertRefused(rewritten(file, "\"network\"", "\"other\""), "describe its network");
        assertRefused(
                rewritten(file, "org.lgsc.core.layers.MaxPool2d", "javax.swing.JEditorPane"),
                "javax.swing.JEditorPane");
    }

    private static void assertRefused(Path file, String part) {
        assertThatThrownBy(() -> BaselineModel.load(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("hostile.zip")
                .hasMessageContaining(part);
    }

    /** The file with a text in its entries replaced. */
    private Path rewritten(Path file, String from, String to) throws IOException {
        Path hostile = folder.resolve("hostile.zip");
        try (ZipFile in = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(hostile))) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                String text =
                        new String(
                                in.getInputStream(entry).readAllBytes(),
                                StandardCharsets.ISO_8859_1);
                out.write(text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return hostile;
    }

    private static List<PadScore> scores(BaselineModel model, PadDataset data) {
        return SplitScorer.builder(model.source(), model.preprocessing())
                .build()
                .score(data, Split.DEV)
                .scores();
    }

    @Test
    void refusesFilesThatAreNoBaseline() throws IOException {
        Path none = folder.resolve("none.zip");
        assertThat(BaselineModel.isBaseline(none)).isFalse();
        assertThatThrownBy(() -> BaselineModel.load(none))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("none.zip");
        for (Map.Entry<String, String> entry :
                List.of(
                        Map.entry("baseline.json", "{}"),
                        Map.entry("baseline.json", "null"),
                        Map.entry("other.bin", "x"))) {
            Path file = folder.resolve("bad.zip");
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
            assertThatThrownBy(() -> BaselineModel.load(file))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("not a usable baseline")
                    .hasMessageNotContaining("Cannot invoke");
        }
    }

    @Test
    void oneClassIsNotEnough() {
        PadDataset live =
                new PadDataset(
                        "live",
                        Map.of(
                                Split.TRAIN,
                                TexturePictures.dataset(2, 1).samples(Split.TRAIN).stream()
                                        .filter(s -> s.label().isLive())
                                        .toList()));
        assertThatThrownBy(
                        () ->
                                new TextureTrainer(TextureFeatures.LBP, FaceGeometry.standard(64))
                                        .train(live))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("holds 2 live and 0 spoof");
    }
}
