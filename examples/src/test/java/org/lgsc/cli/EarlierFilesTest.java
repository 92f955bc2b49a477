package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Split;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.cache.FaceCache;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.eval.threshold.Criterion;

/**
 * Files of an earlier commit, in a folder with its name, are still read. They were written by
 * {@code train --recipe small-scale --base-width 2 --size 32 --steps 4 --checkpoints run}, {@code
 * score} and {@code prepare}.
 */
class EarlierFilesTest {
    private static final Path FILES = Path.of("src", "test", "resources", "earlier", "1c26018");

    @TempDir Path folder;

    @Test
    void aModelGivesTheScoresThatItGave() {
        LgscModel model = LgscModel.load(FILES.resolve("model.zip"));
        List<PadScore> then = ScoreFile.read(FILES.resolve("test.csv"));
        List<PadScore> now;
        try (InferenceEngine engine = InferenceEngine.of(model)) {
            now =
                    SplitScorer.builder(engine, model.metadata().preprocessing())
                            .build()
                            .score(FolderDataset.load(FILES.resolve("faces")), Split.TEST)
                            .scores();
        }
        assertThat(now).hasSameSizeAs(then).hasSize(4);
        for (PadScore score : then) {
            assertThat(now)
                    .filteredOn(s -> s.id().equals(score.id()))
                    .singleElement()
                    .satisfies(
                            s ->
                                    assertThat(s.spoofScore())
                                            .isCloseTo(score.spoofScore(), within(1e-4)));
        }
    }

    @Test
    void scoreFilesAreReportedOn() {
        assertThat(
                        PadEvaluator.builder()
                                .thresholdFrom(
                                        DevScores.of(ScoreFile.read(FILES.resolve("dev.csv"))),
                                        Criterion.EER)
                                .build()
                                .evaluate(TestScores.of(ScoreFile.read(FILES.resolve("test.csv"))))
                                .toText())
                .contains("ACER");
        CommandRun run =
                CommandRun.of(
                        "evaluate",
                        "--dev",
                        FILES.resolve("dev.csv"),
                        "--test",
                        FILES.resolve("test.csv"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("data set", "faces", "card: recipe");
    }

    @Test
    void aCacheHasItsFaces() throws IOException {
        Path cache = copy("cache");
        List<FaceCache.Entry> entries = FaceCache.open(cache).entries();
        assertThat(entries).hasSize(2);
        for (FaceCache.Entry entry : entries) {
            assertThat(FaceCache.open(cache).source(entry).load().width()).isPositive();
        }
    }

    @Test
    void aRunGoesOn() throws IOException {
        Path run = copy("run");
        Path model = folder.resolve("model.zip");
        CommandRun resumed =
                CommandRun.of(
                        "train", "--resume", run, "--data", FILES.resolve("faces"), "--out", model);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("Resumed at step");
        assertThat(LgscModel.load(model).metadata().threshold()).isNotNull();
    }

    private Path copy(String name) throws IOException {
        Path from = FILES.resolve(name);
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }
}
