package org.lgsc.train.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Spark cluster of separate processes on this machine: a master, workers, and the executors that
 * the workers start, each a JVM of its own. All addresses are 127.0.0.1; all processes have ended
 * when it is closed.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final List<String> OPENS =
            Stream.of("lang", "lang.invoke", "nio", "util", "util.concurrent")
                    .map(p -> "--add-opens=java.base/java." + p + "=ALL-UNNAMED")
                    .collect(Collectors.toCollection(ArrayList::new));

    static {
        OPENS.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    }

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final Thread last = new Thread(this::end);
    private final int port;
    private final Map<String, String> before = new LinkedHashMap<>();

    /**
     * @param folder for Spark's home, logs and working files
     */
    StandaloneCluster(Path folder, int workers) throws IOException {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(last);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        home();
        configure();
        start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--webui-port",
                "0");
        await("the master", () -> log("master").contains("I have been elected leader"));
        for (int i = 0; i < workers; i++) {
            start(
                    "worker" + i,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    "0",
                    "--webui-port",
                    "0",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--work-dir",
                    folder.resolve("work" + i).toString(),
                    url());
        }
        for (int i = 0; i < workers; i++) {
            String name = "worker" + i;
            await(name, () -> log(name).contains("Successfully registered with master"));
        }
    }

    String url() {
        return "spark://127.0.0.1:" + port;
    }

    /** Spark's scripts and workers look for jars here. */
    private void home() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("home/jars"));
        for (Path entry : classPath()) {
            if (Files.isRegularFile(entry)) {
                Files.createSymbolicLink(jars.resolve(entry.getFileName()), entry);
            }
        }
    }

    private static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList();
    }

    /** What spark-submit would be given: Spark reads system properties that begin with "spark.". */
    private void configure() {
        String classes =
                classPath().stream()
                        .filter(Files::isDirectory)
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
        set("spark.driver.host", "127.0.0.1");
        set("spark.driver.bindAddress", "127.0.0.1");
        set("spark.ui.enabled", "false");
        set("spark.executor.memory", "512m");
        set("spark.executor.cores", "1");
        set("spark.executor.extraClassPath", classes);
        set("spark.executorEnv.OMP_NUM_THREADS", "1");
        set(
                "spark.executor.extraJavaOptions",
                "-XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxbytes=1g"
                        + " -Dorg.bytedeco.javacpp.maxphysicalbytes=3g");
        set("spark.local.dir", folder.resolve("local").toString());
    }

    private void set(String key, String value) {
        before.put(key, System.getProperty(key));
        System.setProperty(key, value);
    }

    private void start(String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(OPENS);
        command.addAll(List.of("-cp", folder.resolve("home/jars") + "/*", main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.12");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        processes.add(builder.start());
    }

    private String log(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            return "";
        }
    }

    /** The executors that live. */
    List<ProcessHandle> executors() {
        return processes.stream()
                .flatMap(p -> p.toHandle().descendants())
                .filter(ProcessHandle::isAlive)
                .filter(p -> p.info().commandLine().orElse("").contains("GrainedExecutorBackend"))
                .toList();
    }

    /**
     * Kills an executor as kill -9 does.
     *
     * @param pid of one; another process is not touched
     */
    void kill(long pid) {
        ProcessHandle victim =
                executors().stream().filter(e -> e.pid() == pid).findFirst().orElseThrow();
        victim.destroyForcibly();
        victim.onExit().join();
    }

    static void await(String what, BooleanSupplier ready) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + " did not come within a minute");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void end() {
        for (Process process : processes) {
            process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>();
        for (Process process : processes) {
            process.toHandle().descendants().forEach(all::add);
            all.add(process.toHandle());
        }
        end();
        all.forEach(p -> p.onExit().orTimeout(20, TimeUnit.SECONDS).join());
        before.forEach(
                (key, value) -> {
                    if (value == null) {
                        System.clearProperty(key);
                    } else {
                        System.setProperty(key, value);
                    }
                });
        removeLinks();
        Runtime.getRuntime().removeShutdownHook(last);
    }

    private void removeLinks() {
        File[] links = folder.resolve("home/jars").toFile().listFiles();
        for (File link : links == null ? new File[0] : links) {
            link.delete();
        }
    }
}
