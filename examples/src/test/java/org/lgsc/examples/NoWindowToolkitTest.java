package org.lgsc.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server has no GTK 2, which OpenCV's library for windows needs. Where it is installed, a child
 * process gets a view of the disk in which it is empty; that takes root on Linux.
 */
class NoWindowToolkitTest {
    /** Hides the libraries named by its arguments up to "--", then runs the rest. */
    private static final String HIDE =
            "while [ \"$1\" != -- ]; do mount --bind /dev/null \"$1\" || exit 99; shift; done;"
                    + " shift; exec \"$@\"";

    @TempDir Path folder;

    private static List<String> toolkits() throws IOException {
        Path libraries = Path.of("/usr/lib/x86_64-linux-gnu");
        if (!Files.isDirectory(libraries)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(libraries)) {
            return files.filter(f -> f.getFileName().toString().matches("libg[td]k-x11-2.*"))
                    .filter(f -> !Files.isSymbolicLink(f))
                    .map(Path::toString)
                    .toList();
        }
    }

    private int run(Path output, String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(4, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("the child process did not end");
        }
        return process.exitValue();
    }

    /** The whole path of a check: decoding, finding the face, cutting, scoring. */
    @Test
    void selfcheckPassesWithoutIt() throws Exception {
        Path output = folder.resolve("output");
        String[] unshare = {"unshare", "-m", "bash", "-c", HIDE, "hide"};
        List<String> hidden = toolkits();
        boolean allowed;
        try {
            allowed =
                    run(
                                    output,
                                    Stream.of(
                                                    Stream.of(unshare),
                                                    hidden.stream(),
                                                    Stream.of("--", "true"))
                                            .flatMap(s -> s)
                                            .toArray(String[]::new))
                            == 0;
        } catch (IOException e) {
            allowed = false;
        }
        assumeTrue(allowed, "hiding a library takes root and unshare, on Linux");
        int code =
                run(
                        output,
                        Stream.of(
                                        Stream.of(unshare),
                                        hidden.stream(),
                                        Stream.of(
                                                "--",
                                                Path.of(
                                                                System.getProperty("java.home"),
                                                                "bin",
                                                                "java")
                                                        .toString(),
                                                "-cp",
                                                System.getProperty("java.class.path"),
                                                "org.lgsc.examples.Lgsc",
                                                "selfcheck"))
                                .flatMap(s -> s)
                                .toArray(String[]::new));
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(code).as(text).isZero();
        assertThat(text).doesNotContain("UnsatisfiedLinkError");
    }
}
