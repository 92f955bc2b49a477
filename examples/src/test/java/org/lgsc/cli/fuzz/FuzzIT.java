package org.lgsc.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.internal.weights.StateDict;
import org.lgsc.core.model.LgscModel;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.train.baseline.BaselineModel;

/**
 * Every damaged file is read, or refused with an {@link LgscException}: no other exception, no
 * crash, no hang, no blow-up of memory. Not part of the build; {@code -Dlgsc.fuzz=24000} says how
 * many files (docs/internals.md).
 */
@EnabledIfSystemProperty(named = "lgsc.fuzz", matches = "\\d+", disabledReason = "-Dlgsc.fuzz=N")
class FuzzIT {
    private static final long SEED = Long.getLong("lgsc.fuzz.seed", 20260101);

    /** A machine busy with other work, or a process stopped for a while, is no hang. */
    private static final int PATIENCE_SECONDS = 600;

    private static final long MOST_GROWTH = 1L << 30;

    /** What is read, from bytes or from a file. */
    @FunctionalInterface
    private interface Reader {
        void read(byte[] bytes, Path file) throws IOException;
    }

    private record Target(String name, List<byte[]> seeds, boolean needsFile, Reader reader) {}

    @TempDir static Path folder;

    private static List<Target> targets() throws IOException {
        Corpus corpus = new Corpus(folder);
        Reader weights = (bytes, file) -> StateDict.read(file);
        return List.of(
                new Target(
                        "model",
                        corpus.models(),
                        true,
                        (bytes, file) -> LgscModel.load(file).graph().close()),
                new Target(
                        "baseline",
                        corpus.baselines(),
                        true,
                        (bytes, file) -> BaselineModel.load(file)),
                new Target("safetensors", corpus.safetensors(), true, weights),
                new Target("pickle and npz", corpus.pickles(), true, weights),
                new Target("onnx", corpus.onnx(), true, weights),
                new Target(
                        "score file",
                        corpus.scoreFiles(),
                        true,
                        (bytes, file) -> ScoreFile.read(file)),
                new Target(
                        "image",
                        corpus.images(),
                        false,
                        (bytes, file) -> ImageDecoder.defaults().decode(bytes, "fuzzed")));
    }

    @Test
    void everyDamagedFileIsReadOrRefused() throws Exception {
        int total = Integer.getInteger("lgsc.fuzz");
        List<Target> targets = targets();
        Map<String, int[]> counts = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        double slowest = 0;
        String slowestFile = "";
        long memory = 0;
        long peak = 0;
        Path file = folder.resolve("fuzzed");
        ExecutorService runner = Executors.newSingleThreadExecutor();
        long thread = runner.submit(() -> Thread.currentThread().getId()).get();
        for (int i = 0; i < total; i++) {
            Target target = targets.get(i % targets.size());
            byte[] seed = target.seeds().get(i / targets.size() % target.seeds().size());
            byte[] bytes = new Mutator(SEED + i).mutate(seed);
            if (target.needsFile()) {
                Files.write(file, bytes);
            }
            double start = processorSeconds(thread);
            int[] count = counts.computeIfAbsent(target.name(), n -> new int[2]);
            try {
                runner.submit(
                                () -> {
                                    target.reader().read(bytes, file);
                                    return null;
                                })
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                count[0]++;
            } catch (ExecutionException e) {
                count[1]++;
                if (!(e.getCause() instanceof LgscException)) {
                    failures.add(kept(target, i, bytes) + ": " + trace(e.getCause()));
                }
            } catch (TimeoutException e) {
                failures.add(kept(target, i, bytes) + ": hangs");
                break; // the runner is lost
            }
            double took = processorSeconds(thread) - start;
            if (took > slowest) {
                slowest = took;
                slowestFile = target.name() + " " + i;
            }
            if (i % 200 == 0) {
                long now = ResidentMemory.bytes();
                memory = i <= 2000 ? Math.max(memory, now) : memory;
                peak = Math.max(peak, now);
            }
            if (failures.size() >= 20) {
                break;
            }
        }
        runner.shutdownNow();
        counts.forEach(
                (name, c) ->
                        System.out.printf("fuzz %-15s %6d read %6d refused%n", name, c[0], c[1]));
        System.out.printf(
                Locale.ROOT,
                "fuzz slowest %.1f s of processor time (%s), resident memory at most %d MiB, %d MiB"
                        + " after warming up%n",
                slowest,
                slowestFile,
                peak >> 20,
                memory >> 20);
        assertThat(failures).isEmpty();
        assertThat(peak - memory).isLessThan(MOST_GROWTH);
    }

    /** Unlike the time on the clock, this does not grow while other processes run. */
    private static double processorSeconds(long thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread) / 1e9;
    }

    private static String trace(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e + (trace.length > 0 ? " at " + trace[0] : "");
    }

    /** Keeps the file, to look at. */
    private static Path kept(Target target, int number, byte[] bytes) throws IOException {
        Path kept = Files.createDirectories(Path.of("target", "fuzz"));
        return Files.write(kept.resolve(target.name().replace(' ', '-') + "-" + number), bytes);
    }
}
