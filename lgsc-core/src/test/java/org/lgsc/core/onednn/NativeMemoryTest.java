package org.lgsc.core.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
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
 * a process that dies when one does ({@link Guard}), and compute what they compute on ND4J's
 * operations. {@code -Dlgsc.native.grid=all} tries every base width from 2 to 64.
 */
@DisabledOnOs(OS.WINDOWS) // a mapped file cannot be cut there
class NativeMemoryTest {
    private static final String CASE = "case ";
    private static final String GRID = System.getProperty("lgsc.native.grid", "sample");

    @TempDir Path folder;

    @Test
    void networksOfManyShapesKeepToTheirMemoryAndComputeTheSame() throws Exception {
        Map<String, double[]> guarded = run("guarded", "-D" + Guard.SWITCH + "=" + folder);
        Map<String, double[]> plain = run("plain", "-D" + OneDnn.SWITCH + "=false");
        assertThat(guarded).hasSizeGreaterThan(10).hasSameSizeAs(plain);
        guarded.forEach(
                (network, numbers) -> {
                    double[] expected = plain.get(network);
                    assertThat(numbers).as(network).hasSameSizeAs(expected);
                    for (int i = 0; i < numbers.length; i++) {
                        assertThat(numbers[i])
                                .as("%s, number %d", network, i)
                                .isCloseTo(
                                        expected[i], within(1e-3 * Math.abs(expected[i]) + 1e-5));
                    }
                });
    }

    private Map<String, double[]> run(String name, String option) throws Exception {
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
                        NetworkGrid.class.getName(),
                        GRID));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(process.waitFor(GRID.equals("all") ? 180 : 10, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("%s; it ran \"%s\" after %s", name, running(), last(log))
                .isZero();
        Map<String, double[]> results = new LinkedHashMap<>();
        for (String line : Files.readAllLines(log)) {
            if (line.startsWith(CASE)) {
                int end = line.indexOf("] ") + 2;
                results.put(
                        line.substring(CASE.length(), end - 1),
                        Arrays.stream(line.substring(end).split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
        return results;
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
