package org.lgsc.core.backend;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.IoReason;

/** Explains in one sentence why the CPU backend cannot run here, based on what it threw. */
final class CpuProblem {
    private static final String CACHE_ADVICE =
            " or set -Dorg.bytedeco.javacpp.cachedir to a folder elsewhere.";
    private static final Pattern WHOLE = Pattern.compile("\\s*\\d{1,9}\\s*");
    private static final Pattern FULL =
            Pattern.compile(
                    "no space left|disk quota exceeded|not enough space|file too short"
                            + "|file too small");
    private static final Pattern NO_EXEC =
            Pattern.compile(
                    "failed to map segment|operation not permitted|cannot enable executable");
    private static final Pattern UNWRITABLE =
            Pattern.compile("permission denied|read-only file system|accessdeniedexception");

    /** JavaCPP found none of its folders writable. */
    private static final Pattern NO_CACHE = Pattern.compile("could not create the cache");

    /** JavaCPP reaches arrays with sun.misc.Unsafe, and has nothing else where that is missing. */
    private static final Pattern NO_UNSAFE = Pattern.compile("rawindexer\\.raw\" is null");

    /**
     * JavaCPP deletes what it could not unpack, and then reports this library as missing when it
     * loads another one. The only remaining sign is the small free space.
     */
    private static final long LEAST_ROOM = 200L << 20;

    private CpuProblem() {}

    /**
     * The folder into which JavaCPP unpacks: the first usable one of its list, as in its {@code
     * Loader.getCacheDir}; if there is none, the first one that was asked for.
     */
    static Path cacheFolder(UnaryOperator<@Nullable String> property) {
        List<Path> folders =
                Stream.of(
                                property.apply("org.bytedeco.javacpp.cachedir"),
                                property.apply("org.bytedeco.javacpp.cacheDir"),
                                property.apply("user.home") + "/.javacpp/cache",
                                property.apply("java.io.tmpdir")
                                        + "/.javacpp-"
                                        + property.apply("user.name")
                                        + "/cache")
                        .filter(Objects::nonNull)
                        .map(Path::of)
                        .toList();
        return folders.stream()
                .filter(f -> Files.isWritable(f) && Files.isExecutable(f))
                .findFirst()
                .orElse(folders.get(0));
    }

    /** Free bytes on the file system of a folder; the largest number when unknown. */
    private static long room(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * Returns one sentence for the user.
     *
     * @param thrown exception of ND4J or JavaCPP
     * @param environment environment variables
     * @param javacpp version of JavaCPP on the class path; null when unknown
     */
    static String sentence(
            Throwable thrown, Map<String, String> environment, @Nullable String javacpp) {
        String threads = environment.getOrDefault("OMP_NUM_THREADS", "");
        String text = String.join("\n", CudaProblem.messages(thrown)).toLowerCase(Locale.ROOT);
        if (!threads.isEmpty() && !WHOLE.matcher(threads).matches()) {
            return RootFormat.of(
                    "ND4J cannot start with OMP_NUM_THREADS=%s: it requires a single"
                            + " number; set OMP_NUM_THREADS=%s.",
                    threads, threads.replaceFirst("\\D.*", "").replaceFirst("^$", "1"));
        }
        Path folder = cacheFolder(System::getProperty);
        if (NO_CACHE.matcher(text).find()) {
            return unwritable(folder);
        }
        if (FULL.matcher(text).find() || room(folder) < LEAST_ROOM) {
            return RootFormat.of(
                    "The native libraries of the CPU backend cannot be unpacked into %s,"
                            + " where %s MB are free: make room, about 1 GB, and delete"
                            + " the contents of that folder,%s",
                    folder, room(folder) >> 20, CACHE_ADVICE);
        }
        if (NO_EXEC.matcher(text).find()) {
            return RootFormat.of(
                    "The native library of the CPU backend cannot be loaded from %s,"
                            + " because that file system is mounted without permission to"
                            + " execute (noexec): mount it without noexec,%s",
                    folder, CACHE_ADVICE);
        }
        if (UNWRITABLE.matcher(text).find()) {
            return unwritable(folder);
        }
        if (NO_UNSAFE.matcher(text).find()) {
            return "ND4J needs the JDK's module jdk.unsupported, which this program runs without:"
                    + " start it with --add-modules jdk.unsupported, or add the module to"
                    + " module-info.java or to the run-time image.";
        }
        if (javacpp != null && !javacpp.startsWith(Backend.javacppVersion())) {
            return RootFormat.of(
                    "JavaCPP %s is on the class path, and ND4J %s was built with JavaCPP"
                            + " %s: pin org.bytedeco:javacpp to %s (docs/deployment.md).",
                    javacpp,
                    Backend.dl4jVersion(),
                    Backend.javacppVersion(),
                    Backend.javacppVersion());
        }
        return "The CPU backend org.nd4j:nd4j-native cannot load its native library: "
                + rootMessage(thrown)
                + " Add org.lgsc:lgsc-natives, or the artifact with this platform's classifier"
                + " (docs/deployment.md).";
    }

    private static String unwritable(Path folder) {
        return RootFormat.of(
                "The native library of the CPU backend cannot be unpacked into %s, which is not"
                        + " writable: make it writable,%s",
                folder, CACHE_ADVICE);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return message(root).replaceFirst("\\.*$", ".");
    }

    private static String message(Throwable root) {
        if (root instanceof FileSystemException file) {
            return file.getFile() + ": " + IoReason.of(file);
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
