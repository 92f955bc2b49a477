package org.lgsc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar finds its benchmarks, the library and the native binaries. */
class BenchmarksJarIT {
    private static final Path JAR = Path.of("target", "benchmarks.jar").toAbsolutePath();

    @TempDir Path folder;

    @BeforeAll
    static void requireLibrary() {
        assumeThat(Path.of("..", "target", "lgsc.jar")).isRegularFile();
    }

    private String run(String arguments) throws Exception {
        Path log = folder.resolve("log.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-jar", JAR.toString()));
        command.addAll(List.of(arguments.split(" ")));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String output = Files.readString(log);
        assertThat(ended).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @Test
    void allBenchmarksAreListed() throws Exception {
        assertThat(run("-l"))
                .contains(
                        "ConvolutionBenchmark.forward",
                        "MetricBenchmark.report",
                        "PictureBenchmark.");
    }

    @Test
    void aKernelIsTimedInAProcessOfItsOwn() throws Exception {
        String output =
                run(
                        "-f 1 -wi 0 -i 1 -r 100ms -foe true -p batch=1"
                                + " ConvolutionBenchmark.forward");
        assertThat(output).containsPattern("ConvolutionBenchmark\\.forward +1 +avgt +[0-9.]+ +ms");
    }
}
