package org.lgsc.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.CommandRun;
import org.lgsc.core.Split;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.SyntheticDataset;
import org.lgsc.eval.internal.protocol.ScoreFacts;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;

/** From a data set's folder to a score file, by the commands alone. */
class DatasetCommandsTest {
    @TempDir Path folder;

    /** Pictures with lists: CSV sets take the same way as videos of the published ones. */
    @BeforeEach
    void makeSet() throws IOException {
        Path root = Files.createDirectories(folder.resolve("set"));
        for (Split split : Split.values()) {
            StringBuilder list = new StringBuilder("filename,subject,attack_type\n");
            SyntheticDataset faces =
                    SyntheticDataset.builder()
                            .subjects(2, 2, 2)
                            .liveCaptures(1)
                            .attacksPerSpecies(1)
                            .species(PaiSpecies.PRINT)
                            .size(80)
                            .build();
            for (Sample s : faces.dataset().samples(split)) {
                String name = s.id().replaceAll("[^A-Za-z0-9]", "-") + ".png";
                ImageEncoder.writePng(s.image().load(), root.resolve(name));
                list.append(String.join(",", name, s.subject(), s.species())).append('\n');
            }
            Files.writeString(root.resolve(split.folder() + ".csv"), list);
        }
        Files.write(root.resolve("damaged.png"), new byte[] {1, 2, 3});
        Files.writeString(
                root.resolve("test.csv"),
                Files.readString(root.resolve("test.csv")) + "damaged,nobody,print\n");
    }

    private CommandRun prepare(Object... more) {
        Object[] first = {
            "prepare",
            "--dataset",
            "csv",
            "--root",
            folder.resolve("set"),
            "--out",
            folder.resolve("cache"),
            "--detector",
            "none"
        };
        Object[] all = new Object[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return CommandRun.of(all);
    }

    private CommandRun train(Object... source) {
        Object[] first = {
            "train",
            "--out",
            folder.resolve("m.zip"),
            "--recipe",
            "small-scale",
            "--base-width",
            2,
            "--size",
            32,
            "--patches",
            1,
            "--steps",
            1,
            "--encoder-steps",
            0,
            "--batch",
            2
        };
        Object[] all = new Object[first.length + source.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(source, 0, all, first.length, source.length);
        return CommandRun.of(all);
    }

    @Test
    void aSetOfOneClassIsSaid() throws IOException {
        Path set = folder.resolve("attacks");
        Files.createDirectories(set);
        Files.write(set.resolve("a.png"), new byte[] {1});
        Files.writeString(set.resolve("train.csv"), "filename,subject,attack_type\na,anna,print\n");
        CommandRun protocols = CommandRun.of("protocols", "--dataset", "csv", "--root", set);
        assertThat(protocols.code()).isZero();
        assertThat(protocols.err()).contains("no bona fide presentation");
        CommandRun prepared =
                CommandRun.of(
                        "prepare",
                        "--dataset",
                        "csv",
                        "--root",
                        set,
                        "--out",
                        folder.resolve("attacks-cache"),
                        "--detector",
                        "none");
        assertThat(prepared.err()).contains("no bona fide presentation");
    }

    /** Figures show a protocol's faces as score has scored them. */
    private void figures(Object... source) {
        Path model = folder.resolve("m.zip");
        Path plot = folder.resolve("d4.svg");
        CommandRun embedding =
                CommandRun.of(figure(source, "embedding", "--model", model, "--out", plot));
        assertThat(embedding.code()).as(embedding.err()).isZero();
        assertThat(embedding.err()).contains("Left out: damaged");
        assertThat(plot).content().contains("of 4 faces", "faces of csv, protocol csv, test");
        Path cues = folder.resolve("cues.png");
        CommandRun drawn =
                CommandRun.of(
                        figure(
                                source, "cues", "--model", model, "--model", model, "--split",
                                "dev", "--out", cues));
        assertThat(drawn.code()).as(drawn.err()).isZero();
        assertThat(cues).isNotEmptyFile();
        CommandRun unnamed =
                CommandRun.of(
                        figure(
                                source,
                                "cues",
                                "--model",
                                model,
                                "--protocol",
                                "none",
                                "--out",
                                cues));
        assertThat(unnamed.code()).isNotZero();
        assertThat(unnamed.err()).contains("none");
    }

    private static Object[] figure(Object[] source, Object... more) {
        return join(new Object[] {"figure"}, join(more, source));
    }

    /** The trained model with another geometry. */
    private Path model(String name, UnaryOperator<FaceGeometry> change) {
        LgscModel model = LgscModel.load(folder.resolve("m.zip"));
        ModelMetadata said = model.metadata();
        Preprocessing cut =
                said.preprocessing().withGeometry(change.apply(said.preprocessing().geometry()));
        Path other = folder.resolve(name);
        new LgscModel(
                        model.graph(),
                        new ModelMetadata(said.network(), cut, said.threshold(), said.provenance()))
                .save(other);
        return other;
    }

    /** The faces lie there; the detector, whose file may be missing, has nothing to find. */
    private void anotherDetectorIsSaidAndNotNeeded(Object... source) {
        Path other =
                model("other.zip", g -> g.withDetector(new DetectorId("yunet", "0".repeat(64))));
        CommandRun scored =
                CommandRun.of(
                        join(
                                new Object[] {
                                    "score", "--model", other, "--out", folder.resolve("other.csv")
                                },
                                source));
        assertThat(scored.code()).as(scored.err()).isZero();
        assertThat(scored.err()).contains("trained on faces cut out by yunet");
    }

    /** Faces that were cut out otherwise cannot be used for a model, whatever is done with them. */
    private void anotherEnlargementIsRefused(Object... source) {
        Path wide =
                model(
                        "wide.zip",
                        g ->
                                new FaceGeometry(
                                        g.detector(),
                                        new FaceCrop(2, g.crop().minimumSize()),
                                        g.working(),
                                        g.patchSize(),
                                        g.test()));
        for (String command : List.of("bench policies", "bench precision")) {
            Object[] words = join(command.split(" "), "--model", wide);
            CommandRun run = CommandRun.of(join(words, source));
            assertThat(run.code()).as(command).isEqualTo(1);
            assertThat(run.err()).contains("enlargement 1.3", "prepare with --enlargement 2.0");
        }
    }

    @Test
    void fromListsToScores() {
        CommandRun protocols =
                CommandRun.of("protocols", "--dataset", "csv", "--root", folder.resolve("set"));
        assertThat(protocols.code()).as(protocols.err()).isZero();
        assertThat(protocols.out())
                .contains("Data set csv: 13", "Protocol csv", "2 bona fide, 3 attacks (print 3)");
        CommandRun prepared = prepare();
        assertThat(prepared.code()).as(prepared.err()).isZero();
        assertThat(prepared.out()).contains("12 of 13 files usable", "set-aside.csv");
        Object[] source = {
            "--dataset", "csv", "--root", folder.resolve("set"), "--cache", folder.resolve("cache")
        };
        CommandRun trained = train(source);
        assertThat(trained.code()).as(trained.err()).isZero();
        Path scores = folder.resolve("scores.csv");
        CommandRun scored =
                CommandRun.of(
                        "score",
                        "--model",
                        folder.resolve("m.zip"),
                        "--split",
                        "test",
                        "--out",
                        scores,
                        source[0],
                        source[1],
                        source[2],
                        source[3],
                        source[4],
                        source[5]);
        assertThat(scored.code()).as(scored.err()).isZero();
        assertThat(scored.out()).contains("4 of 5 pictures scored");
        assertThat(trained.err()).contains("train ").doesNotContain("test   0 live");
        assertThat(ScoreFacts.read(scores).orElseThrow().system())
                .containsEntry(ScoreFacts.DATASET, "csv")
                .containsEntry(ScoreFacts.PROTOCOL, "csv")
                .containsEntry(ScoreFacts.SPLIT, "test")
                .containsEntry(ScoreFacts.TRAINED_ON, "csv, protocol csv");
        assertThat(scored.err()).contains("No response: damaged", "not a JPEG");
        List<PadScore> read = ScoreFile.read(scores);
        assertThat(read).hasSize(5).filteredOn(PadScore::hasResponse).hasSize(4);
        assertThat(read).allMatch(s -> !s.subject().isEmpty());
        figures(source);
        anotherDetectorIsSaidAndNotNeeded(source);
        anotherEnlargementIsRefused(source);
        CommandRun other = prepare("--enlargement", "2");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("other options");
        CommandRun uncropped = train(join(source, "--enlargement", "2"));
        assertThat(uncropped.code()).isEqualTo(1);
        assertThat(uncropped.err()).contains("enlargement 1.3", "prepare with --enlargement 2.0");
        CommandRun bench =
                CommandRun.of(
                        "bench",
                        "data",
                        "--cache",
                        folder.resolve("cache"),
                        "--seconds",
                        1,
                        "--size",
                        32,
                        "--batch",
                        2,
                        "--steps",
                        5,
                        "--base-width",
                        2);
        assertThat(bench.code()).as(bench.err()).isZero();
        assertThat(bench.out())
                .containsPattern("base width 2, batch 2.* 5 steps of .* waits for data [0-9.]+ %");
        assertThat(bench.out()).contains("patches a second and core", "patches/s with 1 thread");
    }

    private static Object[] join(Object[] first, Object... more) {
        Object[] all = new Object[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    @Test
    void wrongArgumentsAreNamed() throws IOException {
        Path set = folder.resolve("set");
        assertRefused(2, train(), "--data FOLDER", "--dataset");
        assertRefused(2, train("--data", set, "--dataset", "csv"), "--data FOLDER");
        assertRefused(2, train("--dataset", "csv"), "--cache");
        assertRefused(2, CommandRun.of("protocols", "--dataset", "csv"), "--root");
        assertRefused(
                1, CommandRun.of("protocols", "--dataset", "x", "--root", set), "no data set x");
        assertRefused(
                1,
                CommandRun.of("protocols", "--dataset", "csv", "--root", set, "--protocol", "9"),
                "has no protocol 9; it has csv");
        assertRefused(1, prepare("--frames", "some"), "'some'");
        assertRefused(2, prepare("--threads", "0"), "threads");
        assertRefused(2, prepare("--enlargement", "0.5"), "enlargement");
        assertRefused(
                1,
                CommandRun.of(
                        "prepare",
                        "--dataset",
                        "csv",
                        "--root",
                        set,
                        "--out",
                        folder.resolve("cache"),
                        "--detector",
                        "yunet",
                        "--yunet",
                        folder.resolve("none.onnx")),
                "none.onnx",
                "fetch-detector");
        assertRefused(
                1,
                train("--dataset", "csv", "--root", set, "--cache", folder.resolve("none")),
                "holds no cache");
        for (int subject = 1; subject <= 2; subject++) {
            Path video = folder.resolve("oulu/Train_files/1_1_0" + subject + "_1.avi");
            Files.createDirectories(video.getParent());
            Files.write(video, new byte[0]);
        }
        Path oulu = folder.resolve("oulu");
        prepare();
        assertRefused(
                2,
                train("--dataset", "oulu", "--root", oulu, "--cache", folder.resolve("cache")),
                "--protocol is required",
                "protocol 4, fold 6");
        assertRefused(
                2,
                train(
                        "--dataset",
                        "oulu",
                        "--root",
                        oulu,
                        "--protocol",
                        "3",
                        "--cache",
                        folder.resolve("cache")),
                "--fold is required");
        assertRefused(
                1,
                train(
                        "--dataset",
                        "oulu",
                        "--root",
                        oulu,
                        "--protocol",
                        "1",
                        "--cache",
                        folder.resolve("cache")),
                "is of data set csv");
    }

    private static void assertRefused(int code, CommandRun run, String... parts) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(parts).doesNotContain("\tat ", "Exception");
    }

    @Test
    void withoutATerminalALineAMinuteTellsTheRate() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        AtomicLong seconds = new AtomicLong();
        try (PreparationBar bar =
                new PreparationBar(
                        new PrintStream(text, true, StandardCharsets.UTF_8),
                        false,
                        () -> seconds.get() * 1_000_000_000L)) {
            bar.onStart(100, 1000);
            seconds.set(30);
            bar.onDone(150, 500);
            seconds.set(60);
            bar.onDone(220, 1200);
            seconds.set(61);
            bar.onDone(222, 1220);
        }
        assertThat(text.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "resuming: 100 of 1000 files are finished",
                        "preparing: 220 of 1000 files, 1200 pictures, 2.0 files/s, about 7 min"
                                + " left");
    }
}
