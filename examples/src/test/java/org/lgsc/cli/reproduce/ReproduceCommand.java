package org.lgsc.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lgsc.cli.ChildJvm;

/** The command reproduce with a tiny network, and as one that is killed. */
final class ReproduceCommand {
    private ReproduceCommand() {}

    /** Options that are given replace the usual ones. */
    static List<String> words(Path work, Object table, Object... more) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("--work", work);
        options.put("--recipe", "small-scale");
        options.put("--encoder-steps", 0);
        options.put("--base-width", 2);
        options.put("--size", 32);
        options.put("--patches", 1);
        options.put("--batch", 4);
        options.put("--steps", 2);
        options.put("--minimum-face", 16);
        options.put("--cache-frames", "2,siw=all");
        List<String> words = new ArrayList<>(List.of("reproduce", table.toString()));
        for (int i = 0; i < more.length; i += 2) {
            if (more[i].equals("--dry-run")) {
                words.add("--dry-run");
            } else {
                options.put(more[i].toString(), more[i + 1]);
            }
        }
        options.forEach((name, value) -> words.addAll(List.of(name, value.toString())));
        return words;
    }

    /** Runs it in a process of its own, which is killed after two checkpoints. */
    static void killInItsFirstFold(List<String> words, Path work, Path log) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", ChildJvm.classPath(e -> true), "org.lgsc.cli.Lgsc"));
        command.addAll(words);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
            while (process.isAlive() && checkpoints(work) < 2 && System.nanoTime() < end) {
                Thread.sleep(5);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(checkpoints(work)).as(Files.readString(log)).isGreaterThanOrEqualTo(2);
    }

    private static long checkpoints(Path work) throws IOException {
        Path trainings = work.resolve("trainings");
        if (!Files.isDirectory(trainings)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(trainings)) {
            return all.filter(p -> p.toString().endsWith(".lgsc")).count();
        } catch (java.io.UncheckedIOException e) {
            return 0; // one was moved meanwhile
        }
    }
}
