package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lgsc.eval.assertj.PadAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.check.Check;
import org.lgsc.core.Split;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.foreign.ForeignCard;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.threshold.Criterion;

/** The card of a third-party network, wherever a model file is taken. */
class OtherNetworksTest {
    private static final Path FIXTURES =
            Path.of("..", "lgsc-core", "src", "test", "resources", "foreign");
    private static final int SIDE = 96;

    @TempDir Path folder;

    private Path data;

    @BeforeEach
    void copyNetworks() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        data = folder.resolve("data");
        int number = 0;
        for (Split split : List.of(Split.DEV, Split.TEST)) {
            for (String kind : List.of("live", "print", "replay")) {
                for (int i = 0; i < 3; i++) {
                    TestFolders.picture(data, split, kind, number + "_1.png", picture(number++));
                }
            }
        }
    }

    private static RgbImage picture(int seed) {
        Random random = new Random(seed + 1);
        RgbImage image = RgbImage.black(SIDE, SIDE);
        int[] step = {random.nextInt(5) + 1, random.nextInt(5) + 1, random.nextInt(5) + 1};
        for (int i = 0; i < image.data().length; i++) {
            int place = i / 3;
            int wave = (place % SIDE * step[i % 3] + place / SIDE * (6 - step[i % 3])) % 200;
            image.data()[i] = (byte) (wave + random.nextInt(50));
        }
        return image;
    }

    private Path card(String name) {
        return folder.resolve(name + ".json");
    }

    private static CommandRun run(Object... args) {
        CommandRun run = CommandRun.of(args);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        return run;
    }

    private Path score(Path model, String split) {
        Path csv = folder.resolve(model.getFileName() + "-" + split + ".csv");
        run("score", "--model", model, "--data", data, "--split", split, "--out", csv);
        return csv;
    }

    /** From nothing to a report, and against another network. */
    @Test
    void cardsAreScoredFittedEvaluatedAndCompared() throws IOException {
        Path dev = score(card("pair"), "dev");
        Path fitted = folder.resolve("fitted.json");
        CommandRun fit =
                run("fit-threshold", "--model", card("pair"), "--dev", dev, "--out", fitted);
        assertThat(fit.out()).contains("Live at or below", "3 bona fide, 6 attacks", "fitted.json");
        double threshold = ForeignCard.read(fitted).threshold().spoofScore();
        Path test = score(fitted, "test");
        Path report = folder.resolve("report");
        run(
                "evaluate",
                "--dev",
                dev,
                "--test",
                test,
                "--out",
                report,
                "--images",
                data.resolve("test"),
                "--model",
                card("pair"));
        assertThat(Files.readString(report.resolve("report.html")))
                .contains("a pair of 80x80 networks", "crop 2.7 x the box");
        PadReport own =
                PadEvaluator.builder()
                        .thresholdFrom(DevScores.of(ScoreFile.read(dev)), Criterion.EER)
                        .build()
                        .evaluate(TestScores.of(ScoreFile.read(test)));
        assertThat(own.threshold().spoofScore()).isCloseTo(threshold, within(1e-9));
        assertThat(own).hasAcerAtMost(1);

        Path otherDev = score(card("reflect"), "dev");
        Path otherTest = score(card("reflect"), "test");
        Path compared = folder.resolve("compared");
        run(
                "compare",
                test,
                otherTest,
                "--dev-a",
                dev,
                "--dev-b",
                otherDev,
                "--names",
                "pair,mirrored",
                "--out",
                compared);
        assertThat(compared.resolve("comparison.html")).isRegularFile();
    }

    @Test
    void aScoreIsThatOfACheck() throws IOException {
        Path test = score(card("pair"), "test");
        try (LivenessDetector detector = LivenessDetector.load(card("pair"))) {
            for (PadScore row : ScoreFile.read(test)) {
                double checked = detector.check(data.resolve(row.id())).spoofScore();
                assertThat(row.spoofScore()).as(row.id()).isCloseTo(checked, within(1e-6));
            }
        }
        String facts = Files.readString(folder.resolve("pair.json-test.csv.json"));
        assertThat(facts).contains("OpenCV 4.", "tiny80a.onnx", "tiny80b.onnx");
    }

    @Test
    void picturesThatACheckDoesNotDecideAreNoResponse() throws IOException {
        Path live = data.resolve("test").resolve("live");
        ImageEncoder.writePng(RgbImage.black(SIDE, SIDE), live.resolve("dark.png"));
        Path csv = folder.resolve("dark.csv");
        CommandRun run = run("score", "--model", card("pair"), "--data", data, "--out", csv);
        assertThat(run.out()).contains("9 of 10 pictures scored");
        assertThat(run.err()).contains("too dark");
    }

    @Test
    void checkAndInfoTakeCards() throws IOException {
        Path picture;
        try (Stream<Path> pictures = Files.list(data.resolve("test").resolve("live"))) {
            picture = pictures.findFirst().orElseThrow();
        }
        CommandRun live = run("check", "--model", card("pair"), "--threshold", 1, picture);
        assertThat(live.out()).contains("live ");
        CommandRun json =
                run(
                        "check",
                        "--model",
                        card("pair"),
                        "--threshold",
                        1,
                        "--json",
                        "--overlay",
                        folder.resolve("drawn"),
                        picture);
        JsonNode row = new ObjectMapper().readTree(json.out()).get(0);
        assertThat(row.get("decision").asText()).isEqualTo("LIVE");
        assertThat(row.get("modelTrainedOn").asText()).isEqualTo("not stated");
        assertThat(folder.resolve("drawn")).isDirectoryContaining("glob:**.png");
        assertThat(
                        CommandRun.of("check", "--model", card("pair"), "--threshold", 0, picture)
                                .code())
                .isEqualTo(Check.NOT_LIVE);
        assertThat(new ObjectMapper().readTree(run("info", card("pair")).out()))
                .isEqualTo(new ObjectMapper().readTree(card("pair").toFile()));
        assertThat(run("info", "--card", card("pair")).out())
                .contains("network of others", "a pair of 80x80 networks", "0.5, half, not fitted");
    }

    @Test
    void commandsThatNeedAModelSaySo() {
        Path card = card("pair");
        List<List<Object>> commands =
                List.of(
                        List.of("export", "--model", card, "--onnx", folder.resolve("x.onnx")),
                        List.of(
                                "finetune",
                                "--model",
                                card,
                                "--data",
                                data,
                                "--out",
                                folder.resolve("x.zip")));
        for (List<Object> command : commands) {
            CommandRun run = CommandRun.of(command.toArray());
            assertThat(run.code()).as(run.err()).isEqualTo(1);
            assertThat(run.err())
                    .contains(
                            "pair.json", "third-party networks", "model of this library is needed")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aThresholdIsFittedOnTheCardsOwnScores() {
        Path dev = score(card("reflect"), "dev");
        Path out = folder.resolve("out.json");
        CommandRun other =
                CommandRun.of("fit-threshold", "--model", card("pair"), "--dev", dev, "--out", out);
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("scores of another model");
        CommandRun elsewhere =
                CommandRun.of(
                        "fit-threshold",
                        "--model",
                        card("reflect"),
                        "--dev",
                        dev,
                        "--out",
                        folder.resolve("sub").resolve("out.json"));
        assertThat(elsewhere.code()).isEqualTo(2);
        CommandRun none =
                CommandRun.of("fit-threshold", "--model", dev, "--dev", dev, "--out", out);
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("not the card");
        assertThat(out).doesNotExist();
    }

    @Test
    void preparedCropsAreNotEnough() {
        CommandRun run =
                CommandRun.of(
                        "score",
                        "--model",
                        card("pair"),
                        "--dataset",
                        "casia-mfsd",
                        "--cache",
                        folder,
                        "--protocol",
                        "all",
                        "--out",
                        folder.resolve("x.csv"));
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("--data");
    }

    /** An exported model by its card scores as the model does. */
    @Test
    void ourOwnExportScoresAsItsModel() throws IOException {
        Path zip = folder.resolve("own.zip");
        LgscModel model =
                LgscModel.untrained(
                        LgscNetwork.builder()
                                .baseWidth(4)
                                .inputSize(64)
                                .decoderNorm(NormKind.INSTANCE)
                                .layout(CNN2DFormat.NHWC)
                                .build(),
                        InputScaling.IMAGENET);
        model.save(zip);
        Path card = folder.resolve("own.json");
        CommandRun export =
                run(
                        "export",
                        "--model",
                        zip,
                        "--onnx",
                        folder.resolve("own.onnx"),
                        "--card",
                        card,
                        "--no-check");
        assertThat(export.out()).contains("own.json");
        List<RgbImage> pictures = List.of(picture(1), picture(2), picture(3));
        double[] expected;
        try (LivenessDetector detector =
                LivenessDetector.builder(zip)
                        .faceDetector(new org.lgsc.core.face.WholeImageDetector())
                        .build()) {
            expected = detector.check(pictures).stream().mapToDouble(r -> r.spoofScore()).toArray();
        }
        try (LivenessDetector detector =
                LivenessDetector.builder(card)
                        .faceDetector(new org.lgsc.core.face.WholeImageDetector())
                        .build()) {
            assertThat(detector.check(pictures).stream().mapToDouble(r -> r.spoofScore()).toArray())
                    .containsExactly(expected, within(1e-5));
            assertThat(expected[0]).isBetween(1e-6, 1.0);
        }
    }

    /** A class path of an application that did not ask for ONNX Runtime. */
    @Test
    void withoutOnnxRuntimeOpenCvRunsWhatItCan() throws Exception {
        String classPath = ChildJvm.classPath(entry -> !entry.contains("onnxruntime"));
        assertThat(classPath).isNotEqualTo(ChildJvm.classPath(entry -> true));
        Path picture = folder.resolve("p.png");
        ImageEncoder.writePng(picture(5), picture);
        CommandRun pair = child(classPath, card("pair"), picture);
        assertThat(pair.code()).as(pair.err()).isZero();
        assertThat(pair.out()).contains("live ");
        CommandRun quantised = child(classPath, card("quantised"), picture);
        assertThat(quantised.code()).as(quantised.out()).isEqualTo(1);
        assertThat(quantised.err())
                .contains(
                        "OpenCV cannot run tiny128q.onnx", "com.microsoft.onnxruntime:onnxruntime")
                .doesNotContain("\tat ", "NoClassDefFound");
    }

    private CommandRun child(String classPath, Path card, Path picture) throws Exception {
        return ChildJvm.run(
                folder,
                List.of(
                        "-Xmx1g",
                        "-cp",
                        classPath,
                        Lgsc.class.getName(),
                        "check",
                        "--model",
                        card.toString(),
                        "--threshold",
                        "1",
                        picture.toString()));
    }
}
