package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.watch.TrainingFolder;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A training process that is killed again and again, at random moments, ends with the weights and
 * the log of one that never stopped, bit by bit. {@code -Dlgsc.kills=20} kills more often, {@code
 * -Dlgsc.kills.seed=...} at other moments.
 */
class KilledTrainingIT {
    private static final int KILLS = Integer.getInteger("lgsc.kills", 3);
    private static final long SEED = Long.getLong("lgsc.kills.seed", 1);

    @TempDir Path folder;

    /** What the killed process runs: folder of the run, number of steps. */
    public static void main(String[] args) throws IOException {
        Path run = Path.of(args[0]);
        int steps = Integer.parseInt(args[1]);
        PadDataset data = TexturePictures.dataset(20, 4);
        TrainingOptions options =
                TinyRuns.options()
                        .baseWidth(8)
                        .epochs(1000)
                        .maxSteps(steps)
                        .evaluateEvery(2)
                        .ramp(new RegressionRamp(3, 20))
                        .warmStart(new EncoderWarmStart(steps / 3, 1e-3, 0.3))
                        .build();
        Trainer trainer =
                Trainer.builder(options)
                        .progress(
                                new TrainingFolder(
                                        run.resolve("log"), options, data, 1, System.err::println))
                        .checkpoints(
                                CheckpointOptions.in(run.resolve("checkpoints"))
                                        .withInterval(Duration.ZERO))
                        .build();
        TrainingResult result =
                trainer.hasCheckpoint() ? trainer.resume(data) : trainer.train(data);
        StringBuilder text = new StringBuilder();
        text.append(result.bestEpoch()).append('\n').append(result.warmStart()).append('\n');
        result.history().forEach(e -> text.append(e).append('\n'));
        numbers(text, result.model().graph().params());
        numbers(text, result.model().graph().getUpdater().getStateViewArray());
        Files.writeString(run.resolve("result.txt"), text);
        result.remarks().forEach(System.out::println);
    }

    private static void numbers(StringBuilder text, INDArray array) {
        for (float v : array.toFloatVector()) {
            text.append(Integer.toHexString(Float.floatToRawIntBits(v))).append('\n');
        }
    }

    private Process start(Path run, int steps) throws IOException {
        Files.createDirectories(run);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledTrainingIT.class.getName(),
                        run.toString(),
                        String.valueOf(steps))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(run.resolve("child.log").toFile()))
                .start();
    }

    private static List<String> names(Path run) throws IOException {
        Path checkpoints = run.resolve("checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(checkpoints)) {
            return all.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static String newest(Path run) throws IOException {
        return names(run).stream().filter(n -> n.endsWith(".lgsc")).reduce("", (a, b) -> b);
    }

    /** Waits until a checkpoint newer than the given one exists, or the process has ended. */
    private static void awaitWork(Process process, Path run, String last) throws Exception {
        while (process.isAlive() && newest(run).equals(last)) {
            Thread.sleep(5);
        }
    }

    /** Waits until a checkpoint is being written, or the process has ended. */
    private static void awaitHalfWritten(Process process, Path run) throws IOException {
        while (process.isAlive() && names(run).stream().noneMatch(n -> n.endsWith(".tmp"))) {
            Thread.onSpinWait();
        }
    }

    /** The log without times and without notes on where it was resumed. */
    private static List<String> log(Path run) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("log/log.jsonl"))) {
            ObjectNode entry = (ObjectNode) new ObjectMapper().readTree(line);
            entry.remove("time");
            if (!entry.path("type").asText().equals("note")) {
                lines.add(entry.toString());
            }
        }
        return lines;
    }

    @Test
    void killedAtAnyInstantItEndsTheSame() throws Exception {
        int steps = 30 + 12 * KILLS;
        SplittableRandom random = new SplittableRandom(SEED);
        Path whole = folder.resolve("whole");
        Process undisturbed = start(whole, steps);
        awaitWork(undisturbed, whole, "");
        long begin = System.nanoTime();
        undisturbed.waitFor();
        String log = Files.readString(whole.resolve("child.log"));
        assertThat(undisturbed.exitValue()).as(log).isZero();
        double perStep = (System.nanoTime() - begin) / 1e6 / (steps + steps / 3);

        Path killed = folder.resolve("killed");
        int kills = 0;
        int halfWritten = 0;
        while (kills < KILLS) {
            Process process = start(killed, steps);
            switch (random.nextInt(4)) {
                case 0 -> // at any moment of the start, too
                        process.waitFor(random.nextLong(2000), TimeUnit.MILLISECONDS);
                case 1 -> {
                    awaitWork(process, killed, newest(killed));
                    awaitHalfWritten(process, killed);
                }
                default -> {
                    awaitWork(process, killed, newest(killed));
                    long most = Math.max(1, (long) (8 * perStep));
                    process.waitFor(random.nextLong(most), TimeUnit.MILLISECONDS);
                }
            }
            if (!process.isAlive()) {
                break;
            }
            process.destroyForcibly();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            kills++;
            halfWritten += names(killed).stream().anyMatch(n -> n.endsWith(".tmp")) ? 1 : 0;
        }
        System.out.printf(
                "%d kills in %d steps, %d of them while a checkpoint was half written%n",
                kills, steps, halfWritten);
        assertThat(kills).as("runs that were killed at work").isEqualTo(KILLS);
        Process last = start(killed, steps);
        last.waitFor();
        assertThat(last.exitValue()).as(Files.readString(killed.resolve("child.log"))).isZero();
        assertThat(Files.mismatch(killed.resolve("result.txt"), whole.resolve("result.txt")))
                .as("first byte at which weights, updater or history differ")
                .isEqualTo(-1);
        assertThat(killed.resolve("log/steps.csv"))
                .hasSameTextualContentAs(whole.resolve("log/steps.csv"));
        assertThat(killed.resolve("log/epochs.csv"))
                .hasSameTextualContentAs(whole.resolve("log/epochs.csv"));
        assertThat(log(killed)).isEqualTo(log(whole));
        assertThat(names(killed)).filteredOn(n -> n.endsWith(".lgsc")).hasSize(3);
    }
}
