package org.lgsc.data.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.WholeImageDetector;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.fixture.TestVideos.Kind;
import org.lgsc.data.protocol.RawDataset;
import org.lgsc.data.sets.RawDatasets;

/** A preparation that is killed again and again ends with the cache of an undisturbed one. */
class PreparationKillIT {
    @TempDir Path folder;

    /** What the killed process runs: the data set's folder and the cache. */
    public static void main(String[] args) {
        RawDataset set = RawDatasets.open("casia-mfsd", Path.of(args[0]));
        CacheOptions options =
                new CacheOptions(
                        CacheOptions.VERSION,
                        set.name(),
                        "all",
                        new FaceCrop(1.3, 16),
                        true,
                        "none",
                        CacheOptions.Format.PNG);
        new Preparation(
                        set,
                        Path.of(args[1]),
                        options,
                        new WholeImageDetector(),
                        2,
                        Preparation.Progress.NONE)
                .run();
    }

    private Process start(Path root, Path cache) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PreparationKillIT.class.getName(),
                        root.toString(),
                        cache.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "child.log"))
                .start();
    }

    private static long pictures(Path cache) throws IOException {
        Path images = cache.resolve("images");
        if (!Files.isDirectory(images)) {
            return 0;
        }
        try (Stream<Path> walk = Files.walk(images)) {
            return walk.filter(f -> f.toString().endsWith(".png")).count();
        } catch (java.io.UncheckedIOException e) {
            return 0; // a folder went away meanwhile
        }
    }

    private static Map<String, String> content(Path cache) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(cache)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(cache.relativize(file).toString(), Sha256.ofReadable(file).orElseThrow());
            }
        }
        return files;
    }

    @Test
    void killedAtAnyPointItEndsTheSame() throws Exception {
        SetTrees tree = new SetTrees(folder.resolve("set"), Kind.MPEG4_AVI.bytes());
        tree.casia(8, 6, true);
        tree.put("train_release/1/1.avi", new byte[0]);
        Path whole = folder.resolve("whole");
        main(new String[] {tree.root().toString(), whole.toString()});
        long all = pictures(whole);
        Path killed = folder.resolve("killed");
        int kills = 0;
        for (double share : new double[] {0, 0.1, 0.35, 0.6, 0.9}) {
            Process process = start(tree.root(), killed);
            while (process.isAlive() && pictures(killed) < Math.max(1, share * all)) {
                Thread.sleep(2);
            }
            kills += process.isAlive() ? 1 : 0;
            process.destroyForcibly();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(kills).as("runs that were killed while at work").isGreaterThanOrEqualTo(3);
        Process last = start(tree.root(), killed);
        assertThat(last.waitFor(4, TimeUnit.MINUTES)).isTrue();
        assertThat(last.exitValue()).as(Files.readString(folder.resolve("child.log"))).isZero();
        assertThat(content(killed)).isEqualTo(content(whole));
    }
}
