package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.synthetic.SyntheticFaces;

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

    private static String[] hiding(List<String> libraries, String... command) {
        return Stream.of(
                        Stream.of("unshare", "-m", "bash", "-c", HIDE, "hide"),
                        libraries.stream(),
                        Stream.of("--"),
                        Stream.of(command))
                .flatMap(s -> s)
                .toArray(String[]::new);
    }

    /** Runs a command of the jar where the libraries are hidden, for so many seconds at most. */
    private void assertRuns(int code, int seconds, String said, Object... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("timeout", Integer.toString(seconds)));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("org.lgsc.cli.Lgsc");
        Stream.of(words).map(Object::toString).forEach(command::add);
        Path output = folder.resolve("output");
        int ended = run(output, hiding(toolkits(), command.toArray(String[]::new)));
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(text).isEqualTo(code);
        assertThat(text).contains(said).doesNotContain("UnsatisfiedLinkError");
    }

    /** The whole path of a check, and what else decodes pictures and finds faces. */
    @Test
    void theCommandsRunWithoutIt() throws Exception {
        boolean allowed;
        try {
            allowed = run(folder.resolve("output"), hiding(toolkits(), "true")) == 0;
        } catch (IOException e) {
            allowed = false;
        }
        assumeTrue(allowed, "hiding a library takes root and unshare, on Linux");
        Path model = folder.resolve("m.zip");
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                        InputScaling.SYMMETRIC)
                .save(model);
        SyntheticFaces drawn = SyntheticFaces.of(3);
        Path face = folder.resolve("0.png");
        ImageEncoder.writePng(drawn.portrait(0, 200), face);
        Path data = TestFolders.write(folder.resolve("data"));

        assertRuns(0, 200, "", "selfcheck");
        assertRuns(0, 200, "live", "check", "--model", model, "--threshold", "1", face);
        assertRuns(
                0,
                200,
                "",
                "train",
                "--data",
                data,
                "--out",
                folder.resolve("trained.zip"),
                "--detector",
                "none",
                "--recipe",
                "small-scale",
                "--base-width",
                "2",
                "--size",
                "32",
                "--batch",
                "4",
                "--steps",
                "2",
                "--encoder-steps",
                "2",
                "--no-baseline");
        assertRuns(124, 20, "Open http", "demo", "--model", model, "--port", "0");
    }
}
