package org.lgsc.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * libjpeg writes no warning, whatever is in a picture's header. It writes to the standard error of
 * the process, which Java code cannot capture, so pictures are read in a separate process. {@code
 * -Dlgsc.jpeg.headers=50000} tries more headers.
 */
class JpegSilenceTest {
    private static final int HEADERS = Integer.getInteger("lgsc.jpeg.headers", 2000);

    @TempDir Path folder;

    @Test
    void nothingIsWrittenToStandardError() throws Exception {
        Path log = folder.resolve("errors.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                JpegHeaders.class.getName(),
                                String.valueOf(HEADERS))
                        .redirectError(log.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines =
                new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
        assertThat(process.exitValue()).as("%s", lines).isZero();
        assertThat(lines).filteredOn(line -> line.startsWith(JpegHeaders.DONE)).hasSize(HEADERS);
        assertThat(lines)
                .as("what was written stands before the picture that it is about")
                .allMatch(line -> line.startsWith(JpegHeaders.DONE));
        assertThat(lines)
                .filteredOn(line -> line.endsWith(" read"))
                .hasSizeGreaterThan(HEADERS / 6);
    }
}
