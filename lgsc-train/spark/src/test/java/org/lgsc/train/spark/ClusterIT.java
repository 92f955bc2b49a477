package org.lgsc.train.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.Split;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.video.FrameSelection;
import org.lgsc.eval.scoring.ScoringProgress;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingResult;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.spark.ScoringJob.ScoringSummary;

/** A cluster of separate processes, some of which die. */
@EnabledForJreRange(maxVersion = 23) // Spark 3.5 does not start on later ones
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ClusterIT {
    @TempDir static Path folder;

    private static StandaloneCluster machines;
    private static Cluster cluster;

    /** An executor that runs a wanted task says which process it is, and waits to be killed. */
    private record Victim(String folder) implements TaskProbe {
        @Override
        public void begins(int part, int attempt) {
            Path wanted = Path.of(folder, "wanted");
            if (part != 1 || attempt != 0 || !Files.exists(wanted)) {
                return;
            }
            try {
                Files.move(wanted, Path.of(folder, "dying-" + ProcessHandle.current().pid()));
                Thread.sleep(60_000);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeAll
    static void start() throws IOException {
        machines = new StandaloneCluster(Files.createDirectory(folder.resolve("spark")), 2);
        cluster = SparkCluster.open("test", machines.url(), new Victim(folder.toString()));
        StandaloneCluster.await("two executors", () -> machines.executors().size() == 2);
    }

    @AfterAll
    static void end() {
        try {
            if (cluster != null) {
                cluster.close();
            }
        } finally {
            if (machines != null) {
                machines.close();
            }
        }
    }

    private static List<Path> named(Path where, String beginning) {
        if (!Files.isDirectory(where)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(where)) {
            return all.filter(f -> f.getFileName().toString().startsWith(beginning)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the executor of the next task of part 1 while it runs; done when it has. */
    private static CompletableFuture<Void> killWithinATask() throws IOException {
        try {
            Files.createFile(folder.resolve("wanted"));
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException("the victim before did not die", e);
        }
        return CompletableFuture.runAsync(
                () -> {
                    StandaloneCluster.await("a victim", () -> !named(folder, "dying-").isEmpty());
                    Path victim = named(folder, "dying-").get(0);
                    String name = victim.getFileName().toString();
                    machines.kill(Long.parseLong(name.substring(name.indexOf('-') + 1)));
                    victim.toFile().delete();
                });
    }

    /** Kills an executor as soon as a checkpoint is being written. */
    private static CompletableFuture<Void> killWithACheckpoint(Path checkpoints) {
        return CompletableFuture.runAsync(
                () -> {
                    StandaloneCluster.await(
                            "a checkpoint", () -> !named(checkpoints, "").isEmpty());
                    machines.kill(machines.executors().get(0).pid());
                });
    }

    private static TrainingResult train(Path checkpoints, int localSteps) {
        TrainingOptions options =
                TrainingOptions.builder()
                        .baseWidth(2)
                        .patchSize(32)
                        .testPolicy(TestPolicy.CENTRE)
                        .batchSize(4)
                        .maxSteps(8)
                        .threads(1)
                        .workers(2)
                        .localSteps(localSteps)
                        .build();
        return Trainer.builder(options)
                .steppers(cluster.steppers(2))
                .checkpoints(CheckpointOptions.in(checkpoints).withInterval(Duration.ZERO))
                .build()
                .train(TexturePictures.dataset(8, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void trainingGoesOnWithTheSameResultWhenExecutorsDie(int localSteps) throws IOException {
        TrainingResult undisturbed = train(folder.resolve("undisturbed" + localSteps), localSteps);
        Path checkpoints = folder.resolve("disturbed" + localSteps);
        CompletableFuture<Void> first = killWithinATask();
        CompletableFuture<Void> second = first.thenCompose(v -> killWithACheckpoint(checkpoints));
        TrainingResult disturbed = train(checkpoints, localSteps);
        assertThat(second).isCompleted();
        assertThat(disturbed.history()).isEqualTo(undisturbed.history());
        double furthest =
                disturbed
                        .model()
                        .graph()
                        .params()
                        .sub(undisturbed.model().graph().params())
                        .amaxNumber()
                        .doubleValue();
        assertThat(furthest).isLessThan(1e-6);
        StandaloneCluster.await("a new executor", () -> machines.executors().size() == 2);
    }

    @Test
    void aListIsScoredThoughAnExecutorDies() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("faces"));
        PadDataset dataset = TexturePictures.dataset(1, 6);
        List<String> rows = new ArrayList<>(List.of("filename,subject,attack_type"));
        for (Sample s : dataset.samples(Split.DEV)) {
            ImageEncoder.writePng(s.image().load(), pictures.resolve(s.id() + ".png"));
            rows.add("faces/" + s.id() + ".png," + s.subject() + "," + s.species());
        }
        Path list = Files.write(folder.resolve("list.csv"), rows);
        Path model = folder.resolve("model.zip");
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(32).seed(4).build(),
                        InputScaling.SYMMETRIC)
                .save(model);
        ScoringSummary whole = score(list, model, "whole");
        CompletableFuture<Void> killed = killWithinATask();
        ScoringSummary hurt = score(list, model, "hurt");
        assertThat(killed).isCompleted();
        assertThat(hurt.rows()).isEqualTo(rows.size() - 1);
        assertThat(hurt.parts()).isGreaterThan(2);
        assertThat(hurt.unusable()).isZero();
        assertThat(Files.readString(Path.of(URI.create(hurt.scores()))))
                .isEqualTo(Files.readString(Path.of(URI.create(whole.scores()))));
    }

    /** Everything by URLs of Hadoop's file systems. */
    private static ScoringSummary score(Path list, Path model, String out) {
        return cluster.score(
                new ScoringJob(
                        list.toUri().toString(),
                        model.toUri().toString(),
                        folder.resolve(out).toUri().toString(),
                        3,
                        FrameSelection.evenly(2),
                        ScoringJob.Faces.CROPPED),
                ScoringProgress.NONE);
    }
}
