package org.lgsc.train.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.video.FrameSelection;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.scoring.ScoringProgress;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.spark.ScoringJob.ScoringSummary;

@EnabledForJreRange(maxVersion = 23) // Spark 3.5 does not start on later ones
class ListScoringTest {
    @TempDir static Path folder;

    private static final Set<Integer> BEGUN = ConcurrentHashMap.newKeySet();
    private static volatile boolean killing;
    private static volatile boolean failing;

    private static final TaskProbe PROBE =
            (part, attempt) -> {
                BEGUN.add(part);
                if (failing && part == 2 || killing && part == 1 && attempt == 0) {
                    throw new IllegalStateException("killed by a test");
                }
            };

    private static Cluster cluster;
    private static List<Sample> samples;
    private static Path list;
    private static Path model;

    @BeforeAll
    static void prepare() throws IOException {
        cluster = SparkCluster.open("test", "local[2,3]", PROBE);
        model = folder.resolve("model.zip");
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(32).seed(4).build(),
                        InputScaling.SYMMETRIC)
                .save(model);
        PadDataset pictures = TexturePictures.dataset(1, 4);
        samples = new ArrayList<>();
        StringBuilder rows = new StringBuilder("filename,subject,attack_type\n");
        Files.createDirectories(folder.resolve("faces"));
        for (Sample s : pictures.samples(Split.DEV)) {
            Path file = folder.resolve("faces").resolve(s.id() + ".png");
            ImageEncoder.writePng(s.image().load(), file);
            samples.add(s.withImage(() -> ImageDecoder.defaults().decode(file)));
            rows.append("faces/" + s.id() + ".png," + s.subject() + "," + s.species() + "\n");
        }
        Files.write(folder.resolve("broken.png"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("broken.mp4"), new byte[] {1, 2, 3});
        try (InputStream video = ListScoringTest.class.getResourceAsStream("grey.avi")) {
            Files.copy(video, folder.resolve("grey.avi"));
        }
        rows.append("broken.png,,print\n");
        rows.append("grey.avi,anna,replay\n");
        rows.append("broken.mp4,anna,replay\n");
        rows.append("missing.png,anna,\n");
        rows.append("no:name.png,anna,\n");
        list = folder.resolve("list.csv");
        Files.writeString(list, rows);
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    private static ScoringJob job(String output) {
        return new ScoringJob(
                list.toString(),
                model.toString(),
                folder.resolve(output).toString(),
                3,
                FrameSelection.evenly(2),
                ScoringJob.Faces.CROPPED);
    }

    private static ScoringSummary run(ScoringJob job) {
        BEGUN.clear();
        return cluster.score(job, ScoringProgress.NONE);
    }

    @Test
    void scoresAreThoseOfOneMachineAndBadFilesAreSetAside() throws IOException {
        List<String> progress = new ArrayList<>();
        ScoringSummary summary =
                cluster.score(job("all"), (done, total) -> progress.add(done + "/" + total));
        assertThat(progress).startsWith("0/5");
        assertThat(summary.rows()).isEqualTo(13);
        assertThat(summary.parts()).isEqualTo(5);
        assertThat(summary.partsBefore()).isZero();
        assertThat(summary.unusable()).isEqualTo(4);

        List<PadScore> scores = ScoreFile.read(Path.of(URI.create(summary.scores())));
        List<PadScore> expected;
        LgscModel loaded = LgscModel.load(model);
        try (InferenceEngine engine = InferenceEngine.of(loaded)) {
            expected =
                    SplitScorer.builder(engine, loaded.metadata().preprocessing())
                            .build()
                            .score(Split.TEST, samples)
                            .scores();
        }
        for (int i = 0; i < expected.size(); i++) {
            PadScore score = scores.get(i);
            assertThat(score.id()).isEqualTo("faces/" + expected.get(i).id() + ".png");
            assertThat(score.label()).isEqualTo(expected.get(i).label());
            assertThat(score.subject()).isEqualTo(expected.get(i).subject());
            assertThat(score.spoofScore())
                    .isCloseTo(
                            expected.get(i).spoofScore(),
                            org.assertj.core.api.Assertions.within(1e-6));
        }
        List<PadScore> rest = scores.subList(expected.size(), scores.size());
        assertThat(rest)
                .extracting(PadScore::id)
                .containsExactly(
                        "broken.png",
                        "grey.avi/00001",
                        "grey.avi/00004",
                        "broken.mp4",
                        "missing.png",
                        "no:name.png");
        assertThat(rest)
                .extracting(PadScore::hasResponse)
                .containsExactly(false, true, true, false, false, false);
        assertThat(rest.get(1).video()).isEqualTo("grey.avi");
        assertThat(rest.get(1).frame()).isEqualTo(1);
        assertThat(Files.readString(Path.of(URI.create(summary.setAside()))))
                .startsWith("id,reason\n")
                .contains("broken.png,", "broken.mp4,", "missing.png,")
                .doesNotContain("lgsc-video");
    }

    @Test
    void whatIsFinishedIsNotDoneAgain() throws IOException {
        ScoringJob job = job("restarted");
        failing = true;
        try {
            assertThatThrownBy(() -> run(job))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("killed by a test")
                    .hasMessageContaining("resumes where this one stopped");
        } finally {
            failing = false;
        }
        assertThat(folder.resolve("restarted/scores.csv")).doesNotExist();
        Set<Integer> finished = new TreeSet<>();
        try (Stream<Path> parts = Files.list(folder.resolve("restarted/parts"))) {
            parts.map(p -> p.getFileName().toString())
                    .filter(n -> n.startsWith("part-"))
                    .forEach(n -> finished.add(Integer.parseInt(n.substring(5, 13))));
        }
        assertThat(finished).isNotEmpty().doesNotContain(2);
        ScoringSummary summary = run(job);
        assertThat(BEGUN).contains(2).doesNotContainAnyElementsOf(finished);
        // a part that was running when the job failed may have finished since
        assertThat(summary.partsBefore()).isGreaterThanOrEqualTo(finished.size());
        assertThat(summary.partsBefore() + BEGUN.size()).isEqualTo(5);

        ScoringSummary again = run(job);
        assertThat(BEGUN).isEmpty();
        assertThat(again.partsBefore()).isEqualTo(5);
        assertThat(again.unusable()).isEqualTo(4);
        run(job("atOnce"));
        assertThat(Files.readString(folder.resolve("restarted/scores.csv")))
                .isEqualTo(Files.readString(folder.resolve("atOnce/scores.csv")));
    }

    @Test
    void aTaskThatDiesIsTriedAgain() throws IOException {
        killing = true;
        try {
            run(job("killed"));
        } finally {
            killing = false;
        }
        run(job("alive"));
        assertThat(Files.readString(folder.resolve("killed/scores.csv")))
                .isEqualTo(Files.readString(folder.resolve("alive/scores.csv")));
        try (Stream<Path> left = Files.list(folder.resolve("killed/parts"))) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .noneMatch(n -> n.endsWith(".tmp"));
        }
    }

    @Test
    void aFolderBelongsToOneJob() {
        run(job("mine"));
        ScoringJob other =
                new ScoringJob(
                        list.toString(),
                        model.toString(),
                        folder.resolve("mine").toString(),
                        5,
                        FrameSelection.evenly(2),
                        ScoringJob.Faces.CROPPED);
        assertThatThrownBy(() -> run(other))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("scores of another job (rowsPerPart is 5, there 3)");
    }

    /** The folder is checked before the list and the model, which are missing here. */
    @Test
    void theOutputIsLookedAtFirst() throws IOException {
        Path file = Files.writeString(folder.resolve("in-the-way"), "x");
        for (Path output : new Path[] {file, file.resolve("below")}) {
            ScoringJob job =
                    new ScoringJob(
                            folder.resolve("none.csv").toString(),
                            folder.resolve("none.zip").toString(),
                            output.toString(),
                            3,
                            FrameSelection.evenly(2),
                            ScoringJob.Faces.CROPPED);
            assertThatThrownBy(() -> run(job))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("Cannot write into " + output);
        }
        assertThat(file).hasContent("x");
    }

    @Test
    void badInputIsNamed() throws IOException {
        Path noColumns = Files.writeString(folder.resolve("bad.csv"), "a,b\n1,2\n");
        Path empty =
                Files.writeString(folder.resolve("empty.csv"), "filename,subject,attack_type\n");
        Path short1 =
                Files.writeString(
                        folder.resolve("short.csv"), "filename,subject,attack_type\nx.png,a\n");
        ScoringJob good = job("never");
        for (Object[] bad :
                new Object[][] {
                    {noColumns, model, "has no column filename"},
                    {empty, model, "does not name any file"},
                    {short1, model, "short.csv, line 2"},
                    {folder.resolve("none.csv"), model, "none.csv"},
                    {list, noColumns, "model"},
                    {list, folder.resolve("none.zip"), "none.zip"}
                }) {
            ScoringJob job =
                    new ScoringJob(
                            bad[0].toString(),
                            bad[1].toString(),
                            good.output(),
                            3,
                            good.frames(),
                            good.faces());
            assertThatThrownBy(() -> run(job))
                    .as(bad[2].toString())
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining(bad[2].toString());
        }
        assertThatThrownBy(() -> new ScoringJob("l", "m", "o", 0, good.frames(), good.faces()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder.resolve("never")).doesNotExist();
    }
}
