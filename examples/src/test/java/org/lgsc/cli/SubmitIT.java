package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.OS;
import org.lgsc.core.Split;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.PadDataset;

/**
 * The runnable jar is submitted to a cluster as docs/cluster.md says: by Spark's launcher, with the
 * libraries of Spark's own distribution before those of the jar. Master, workers, driver and
 * executors are processes of their own.
 */
@EnabledForJreRange(maxVersion = 23) // Spark 3.5 does not start on later ones
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class SubmitIT {
    private static final Path JAR = Path.of("target", "lgsc.jar").toAbsolutePath();
    private static final List<Process> PROCESSES = new ArrayList<>();

    private static Path folder;
    private static String master;

    @BeforeAll
    static void start() throws Exception {
        folder = PublishedArtifacts.project("spark");
        ConsumerIT.maven(folder, "dependency:copy-dependencies");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        master = "spark://127.0.0.1:" + port;
        String deploy = "org.apache.spark.deploy.";
        daemon(
                "master",
                "I have been elected leader",
                deploy + "master.Master",
                "--port",
                String.valueOf(port));
        for (int i = 0; i < 2; i++) {
            daemon(
                    "worker" + i,
                    "Successfully registered with master",
                    deploy + "worker.Worker",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--work-dir",
                    folder.resolve("work" + i).toString(),
                    master);
        }
    }

    @AfterAll
    static void end() {
        for (Process process : PROCESSES) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Map<String, String> environment() {
        return Map.of(
                "SPARK_HOME", folder.resolve("home").toString(),
                "SPARK_SCALA_VERSION", "2.12",
                "SPARK_LOCAL_IP", "127.0.0.1",
                "SPARK_DAEMON_MEMORY", "256m",
                "JAVA_HOME", System.getProperty("java.home"));
    }

    /** What bin/spark-class runs: a command that Spark's launcher prints, with zeros between. */
    private static List<String> command(String... arguments) throws Exception {
        List<String> launcher =
                new ArrayList<>(List.of("-cp", folder.resolve("home/jars") + "/*", "-Xmx128m"));
        launcher.add("org.apache.spark.launcher.Main");
        launcher.addAll(Arrays.asList(arguments));
        CommandRun printed = ChildJvm.run(folder, environment(), launcher);
        assertThat(printed.code()).as(printed.err()).isZero();
        return Arrays.stream(printed.out().split("\0"))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static void daemon(String name, String ready, String main, String... more)
            throws Exception {
        List<String> words = new ArrayList<>(List.of(main, "--host", "127.0.0.1"));
        words.addAll(List.of("--webui-port", "0"));
        if (!name.equals("master")) {
            words.addAll(List.of("--port", "0"));
        }
        words.addAll(Arrays.asList(more));
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command(words.toArray(String[]::new)))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment());
        PROCESSES.add(builder.start());
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!Files.readString(log).contains(ready)) {
            assertThat(System.nanoTime()).as(Files.readString(log)).isLessThan(end);
            Thread.sleep(50);
        }
    }

    private static CommandRun submit(String... arguments) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "org.apache.spark.deploy.SparkSubmit",
                                "--master",
                                master,
                                "--class",
                                "org.lgsc.cli.Lgsc",
                                "--driver-memory",
                                "1g",
                                "--executor-memory",
                                "512m",
                                "--conf",
                                "spark.driver.host=127.0.0.1",
                                "--conf",
                                "spark.ui.enabled=false",
                                "--conf",
                                "spark.executorEnv.OMP_NUM_THREADS=1",
                                JAR.toString()));
        words.addAll(Arrays.asList(arguments));
        List<String> command = command(words.toArray(String[]::new));
        return ChildJvm.run(folder, environment(), command.subList(1, command.size()));
    }

    @Test
    void theRunnableJarTrainsAndScoresOnACluster() throws Exception {
        PadDataset drawn = TestFolders.drawn(8, 1);
        Path faces = TestFolders.write(folder.resolve("faces"), drawn);
        Path model = folder.resolve("lgsc.zip");
        CommandRun train =
                submit(
                        ("train --master --workers 2 --batch 4 --local-steps 2 --steps 4"
                                        + " --recipe small-scale --encoder builtin"
                                        + " --encoder-steps 0 --detector none --no-baseline"
                                        + " --data faces --out lgsc.zip")
                                .split(" "));
        assertThat(train.code()).as(train.err()).isZero();
        assertThat(model).isRegularFile();

        List<String> rows = new ArrayList<>(List.of("filename,subject,attack_type"));
        FolderDataset.load(faces, FolderDataset.Options.defaults().withSplits(Split.TEST))
                .samples(Split.TEST)
                .forEach(s -> rows.add(s.id() + "," + s.subject() + "," + s.species()));
        Path list = Files.write(faces.resolve("list.csv"), rows);
        Path scores = folder.resolve("scores");
        CommandRun score =
                submit(
                        "spark-score",
                        "--list",
                        list.toUri().toString(),
                        "--model",
                        model.toUri().toString(),
                        "--out",
                        scores.toUri().toString());
        assertThat(score.code()).as(score.err()).isZero();
        assertThat(Files.readAllLines(scores.resolve("scores.csv"))).hasSize(rows.size());
        assertThat(Files.readAllLines(scores.resolve("set-aside.csv"))).hasSize(1);
    }
}
