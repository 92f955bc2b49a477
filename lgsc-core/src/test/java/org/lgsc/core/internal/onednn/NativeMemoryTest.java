package org.lgsc.core.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * No operation reads or writes outside its memory: networks of many shapes are trained and used in
 * a process that ends when one does ({@link Guard}), and their results are compared with those of
 * ND4J's operations. If maps are so small that rounding changes the results of a network, its
 * layers are compared one by one. {@code -Dlgsc.native.grid=all} tries every base width from 2 to
 * 64, {@code all:0-40} the first 40 cases.
 */
@DisabledOnOs(OS.WINDOWS) // a mapped file cannot be cut there
class NativeMemoryTest {
    private static final String CASE = "case ";
    private static final String ROUNDED = "rounded ";
    private static final String LAYERS = "layers ";
    private static final String GRID = System.getProperty("lgsc.native.grid", "sample");

    @TempDir Path folder;

    @Test
    void networksOfManyShapesStayInTheirMemoryAndAgreeWithNd4j() throws Exception {
        Path guarded = run("guarded", "-D" + Guard.SWITCH + "=" + folder);
        Path plain = run("plain", "-D" + OneDnn.SWITCH + "=false");
        Map<String, double[]> computed = numbers(guarded, CASE);
        Map<String, double[]> expected = numbers(plain, CASE);
        Map<String, double[]> rounded = numbers(plain, ROUNDED);
        assertThat(computed).isNotEmpty().containsOnlyKeys(expected.keySet());
        computed.forEach(
                (network, numbers) -> {
                    double[] right = expected.get(network);
                    assertThat(numbers).as(network).hasSameSizeAs(right);
                    double allowed = 1e-3 + 10 * moved(rounded.get(network), right);
                    for (int i = 0; i < numbers.length; i++) {
                        assertThat(numbers[i])
                                .as("%s, number %d", network, i)
                                .isCloseTo(right[i], within(allowed * Math.abs(right[i]) + 1e-5));
                    }
                });
        Map<String, double[]> layers = numbers(guarded, LAYERS);
        assertThat(layers).containsOnlyKeys(rounded.keySet());
        layers.forEach(
                (network, off) ->
                        assertThat(off[0])
                                .as("%s: %s", network, lines(guarded, LAYERS + network))
                                .isLessThanOrEqualTo(1));
    }

    /** If rounding alone changes the results, they may differ by that much. */
    private static double moved(double[] rounded, double[] expected) {
        double most = 0;
        for (int i = 0; rounded != null && i < expected.length; i++) {
            most = Math.max(most, Math.abs(rounded[i] - expected[i]) / Math.abs(expected[i]));
        }
        return most;
    }

    private static Map<String, double[]> numbers(Path log, String kind) {
        Map<String, double[]> results = new LinkedHashMap<>();
        for (String line : lines(log, kind)) {
            int end = line.indexOf("] ") + 2;
            results.put(
                    line.substring(kind.length(), end - 1),
                    Arrays.stream(line.substring(end).split(" "))
                            .filter(number -> !number.matches("[a-z].*"))
                            .mapToDouble(Double::parseDouble)
                            .toArray());
        }
        return results;
    }

    private static List<String> lines(Path log, String start) {
        try {
            return Files.readAllLines(log).stream().filter(l -> l.startsWith(start)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path run(String name, String option) throws Exception {
        Path log = folder.resolve(name + ".txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "-Dorg.bytedeco.javacpp.maxbytes=6g",
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=10g",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorLogTimeout=5", // with a broken heap it would take two minutes
                        "-XX:ErrorFile=" + folder.resolve("crash.txt"),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        NetworkGrid.class.getName()));
        command.addAll(List.of(GRID.split("[:-]")));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(process.waitFor(GRID.startsWith("all") ? 180 : 10, TimeUnit.MINUTES))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("%s; it ran \"%s\" after %s", name, running(), last(log))
                .isZero();
        return log;
    }

    private String running() throws IOException {
        Path running = folder.resolve("running");
        return Files.exists(running)
                ? new String(Files.readAllBytes(running), StandardCharsets.UTF_8).trim()
                : "";
    }

    private static String last(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}
