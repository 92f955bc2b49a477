package org.lgsc.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.CommandRun;
import org.lgsc.cli.TestFolders;
import org.lgsc.cli.reproduce.ReproduceSizes;
import org.lgsc.core.image.RgbImage;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.train.baseline.BaselineModel;

/** Baselines and figures on the command line. */
class FigureTest {
    @TempDir Path folder;

    private CommandRun train(Path data, Path model, String method) {
        return CommandRun.of(
                "train",
                "--method",
                method,
                "--data",
                data,
                "--out",
                model,
                "--recipe",
                "small-scale",
                "--base-width",
                "2",
                "--size",
                "64",
                "--patches",
                "2",
                "--steps",
                "1",
                "--encoder-steps",
                "1",
                "--batch",
                "4",
                "--detector",
                "none",
                "--no-augment");
    }

    /** Labels and titles longer than usual move and widen the picture. */
    @Test
    void longLabelsAreNotDrawnOverOrCutOff() throws IOException {
        CuePicture.Cell cell =
                new CuePicture.Cell(RgbImage.black(32, 32), new float[32][32], 0.123456);
        String species = "replay-attack-highdef-tablet";
        String title = "Face, spoof cue map, and detail; trained on " + "a data set ".repeat(9);
        Path file = folder.resolve("long.png");
        CuePicture.write(
                file,
                title,
                List.of(
                        new CuePicture.Row("live", List.of(cell)),
                        new CuePicture.Row(species, List.of(cell))),
                0.1,
                true);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(darkest(image, image.getWidth() - 6, image.getWidth(), 0, 30)).isEqualTo(255);
        // the face begins right of the species' name
        int middle = 34 + 112 + 22 + 10 + 56;
        int edge = image.getWidth();
        for (int x = 0; x < edge; x++) {
            if (darkest(image, x, x + 1, middle + 12, middle + 40) == 0) {
                edge = x;
            }
        }
        assertThat(edge).isGreaterThan(150).isLessThan(400);
        assertThat(darkest(image, edge - 6, edge, middle - 12, middle + 5)).isEqualTo(255);
    }

    private static int darkest(BufferedImage image, int x0, int x1, int y0, int y1) {
        int darkest = 255;
        for (int y = y0; y < y1; y++) {
            for (int x = x0; x < x1; x++) {
                darkest = Math.min(darkest, image.getRGB(x, y) >> 8 & 0xff);
            }
        }
        return darkest;
    }

    @Test
    void drawsCuesAndEmbedding() throws IOException {
        Path data = TestFolders.write(folder.resolve("data"));
        Path model = folder.resolve("m.zip");
        CommandRun trained = train(data, model, "lgsc");
        assertThat(trained.code()).as(trained.err()).isZero();

        Path cues = folder.resolve("figures/cues.png");
        CommandRun drawn =
                CommandRun.of(
                        "figure",
                        "cues",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--out",
                        cues,
                        "--detector",
                        "none");
        assertThat(drawn.code()).as(drawn.err()).isZero();
        BufferedImage image = ImageIO.read(cues.toFile());
        // two subjects a row: a label, and three panels of 112 pixels and a gap for each
        assertThat(image.getWidth()).isEqualTo(110 + 2 * (3 * 112 + 10) + 10);

        for (String name : new String[] {"d4.svg", "d4.png"}) {
            Path plot = folder.resolve("figures").resolve(name);
            CommandRun laidOut =
                    CommandRun.of(
                            "figure",
                            "embedding",
                            "--model",
                            model,
                            "--data",
                            data,
                            "--out",
                            plot,
                            "--detector",
                            "none");
            assertThat(laidOut.code()).as(laidOut.err()).isZero();
            assertThat(plot).isNotEmptyFile();
        }
        assertThat(folder.resolve("figures/d4.svg")).content().contains("faces; trained on ");
        // two live faces and two prints, and a dot for each of both kinds in the legend
        assertThat(Files.readString(folder.resolve("figures/d4.svg")).split("<circle", -1))
                .hasSize(1 + 4 + 2);

        Path broken = TestFolders.write(folder.resolve("broken"));
        try (Stream<Path> files = Files.walk(broken.resolve("test"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "no picture");
            }
        }
        CommandRun nothing =
                CommandRun.of(
                        "figure",
                        "cues",
                        "--model",
                        model,
                        "--data",
                        broken,
                        "--out",
                        folder.resolve("none.png"),
                        "--detector",
                        "none");
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.err()).contains("holds no usable picture");
        assertThat(folder.resolve("none.png")).doesNotExist();

        worstErrorsShowTheirCues(model, data);

        Path csv = folder.resolve("t.csv");
        ScoreFile.write(csv, List.of(PadScore.live("a", "s", 0.2)));
        Path out = folder.resolve("out");
        CommandRun evaluated =
                CommandRun.of(
                        "evaluate",
                        "--test",
                        csv,
                        "--criterion",
                        "fixed=0.1",
                        "--out",
                        out,
                        "--figure",
                        cues,
                        "--figure",
                        folder.resolve("figures/d4.svg"));
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("data:image/png;base64,", "data:image/svg+xml;base64,");
    }

    /** At the threshold 0 every live face is an error. */
    private void worstErrorsShowTheirCues(Path model, Path data) throws IOException {
        Path csv = folder.resolve("scored.csv");
        CommandRun.score(model, data, csv);
        Path out = folder.resolve("errors");
        CommandRun evaluated =
                CommandRun.of(
                        "evaluate",
                        "--test",
                        csv,
                        "--criterion",
                        "fixed=0",
                        "--out",
                        out,
                        "--images",
                        data,
                        "--model",
                        model,
                        "--detector",
                        "none");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(out.resolve("report.html"))
                .content()
                .contains("\"face\":\"data:image/jpeg;base64,")
                .contains("\"cue\":\"data:image/jpeg;base64,")
                .contains("model sha256");
    }

    @Test
    void refusesOtherEndings() {
        CommandRun run =
                CommandRun.of(
                        "figure", "cues", "--model", "m.zip", "--data", "d", "--out", "cues.svg");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--out must end in .png");
    }

    @Test
    void baselinesTrainAndScore() throws IOException {
        Path data = TestFolders.write(folder.resolve("data"));
        for (String method : new String[] {"lbp", "color-texture", "cnn"}) {
            Path model = folder.resolve(method + ".zip");
            CommandRun trained = train(data, model, method);
            assertThat(trained.code()).as(trained.err()).isZero();
            assertThat(trained.out()).contains("Baseline: " + model, "eer on DEV (2 bona fide");
            Path csv = folder.resolve(method + ".csv");
            CommandRun.score(model, data, csv);
            assertThat(ScoreFile.read(csv))
                    .hasSize(4)
                    .allMatch(PadScore::hasResponse)
                    .allMatch(s -> s.spoofScore() >= 0 && s.spoofScore() <= 1);
            // the report knows what scored the file
            Path out = folder.resolve(method);
            CommandRun evaluated =
                    CommandRun.of(
                            "evaluate", "--test", csv, "--criterion", "fixed=0.5", "--out", out);
            assertThat(evaluated.code()).as(evaluated.err()).isZero();
            assertThat(
                            FoldSummary.fromJson(Files.readString(out.resolve("report.json")))
                                    .folds()
                                    .get(0)
                                    .provenance())
                    .containsEntry("method", method)
                    .containsEntry("model", method + ".zip")
                    .containsKeys("model sha256", "latency", "preprocessing", "trained on");
        }
    }

    @Test
    void sizesOfSimulatedTrainingsAreChecked() {
        for (String wrong : List.of("--steps=0", "--seeds=0")) {
            CommandRun run = CommandRun.of("reproduce", "table5", "--synthetic", wrong);
            assertThat(run.code()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).contains("must be at least 1, but were 0");
        }
        CommandRun epochs =
                CommandRun.of("reproduce", "table5", "--synthetic", "--epochs", 2, "--dry-run");
        assertThat(epochs.code()).isEqualTo(2);
        assertThat(epochs.err()).contains("'--epochs' cannot be combined with --synthetic");
        CommandRun seeds =
                CommandRun.of("reproduce", "table2", "--synthetic", "--seeds", 2, "--dry-run");
        assertThat(seeds.code()).isEqualTo(2);
        assertThat(seeds.err()).contains("'--seeds' is only for table5");
        assertThat(CommandRun.of("reproduce", "--help").out().replaceAll("\\s+", " "))
                .contains(
                        "--steps (default: %d, table5: %d)"
                                .formatted(
                                        ReproduceSizes.DEFAULT.steps(),
                                        ReproduceSizes.ABLATION.steps()))
                .contains("--seeds (default: " + ReproduceSizes.ABLATION.seeds() + ")");
    }

    @Test
    void theCnnTakesTheStepsThatItIsGiven() throws IOException {
        Path model = folder.resolve("cnn.zip");
        CommandRun run =
                CommandRun.of(
                        "train",
                        "--data",
                        TestFolders.write(folder.resolve("data")),
                        "--out",
                        model,
                        "--method",
                        "cnn",
                        "--recipe",
                        "small-scale", // whose encoder would train for hundreds of steps
                        "--base-width",
                        "2",
                        "--size",
                        "32",
                        "--batch",
                        "4",
                        "--steps",
                        "2",
                        "--detector",
                        "none");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(BaselineModel.load(model).provenance().training()).containsEntry("steps", "2");
    }

    @Test
    void theDetailIsWhereTheCueIsStrongest() {
        float[][] cue = new float[64][64];
        cue[50][10] = 1;
        CueDetail detail =
                CueDetail.of(List.of(new CuePicture.Cell(RgbImage.black(64, 64), cue, 0.1))).get(0);
        assertThat(detail.picture().width()).isEqualTo(16);
        assertThat(detail.x()).isLessThanOrEqualTo(10).isGreaterThan(10 - 16);
        assertThat(detail.y()).isLessThanOrEqualTo(50).isGreaterThan(50 - 16);
    }

    @Test
    void reproduceNeedsToKnowTheData() {
        assertThat(CommandRun.of("reproduce", "table1").err())
                .contains("--data DIR, or --synthetic");
        assertThat(CommandRun.of("reproduce", "table9", "--synthetic").code()).isEqualTo(2);
        CommandRun none =
                CommandRun.of("reproduce", "table2", "--data", folder.resolve("none"), "--dry-run");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("The data folder ");
    }
}
