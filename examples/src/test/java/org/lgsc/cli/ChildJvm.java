package org.lgsc.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Runs a class in a JVM of its own, as a user would. */
public final class ChildJvm {
    private ChildJvm() {}

    /** The class path of the tests, without the entries that are refused. */
    public static String classPath(Predicate<String> keep) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(keep)
                .collect(Collectors.joining(File.pathSeparator));
    }

    public static CommandRun run(Path workingFolder, List<String> arguments)
            throws IOException, InterruptedException {
        return run(workingFolder, Map.of(), arguments);
    }

    public static CommandRun run(
            Path workingFolder, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return runCommand(workingFolder, environment, command);
    }

    /** Runs a program that finds the JVM of the tests in JAVA_HOME. */
    public static CommandRun runCommand(Path workingFolder, List<String> command)
            throws IOException, InterruptedException {
        return runCommand(workingFolder, Map.of(), command);
    }

    private static CommandRun runCommand(
            Path workingFolder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(workingFolder, "child", ".out");
        Path err = Files.createTempFile(workingFolder, "child", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(workingFolder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(4, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("the child process did not end: " + Files.readString(err));
        }
        return new CommandRun(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
