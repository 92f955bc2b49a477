package org.lgsc.core.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of JavaCPP and ND4J as observed on users' machines. */
class CpuProblemTest {
    private static String sentence(Throwable cause) {
        return CpuProblem.sentence(
                new RuntimeException(new ExceptionInInitializerError(cause)),
                Map.of(),
                Backend.javacppVersion());
    }

    @Test
    void aListOfThreadsIsForOpenMpAlone() {
        Throwable thrown = new NumberFormatException("For input string: \"4,2\"");
        assertThat(CpuProblem.sentence(thrown, Map.of("OMP_NUM_THREADS", "4,2"), null))
                .contains("OMP_NUM_THREADS=4,2", "set OMP_NUM_THREADS=4.")
                .doesNotContain("classifier");
        assertThat(CpuProblem.sentence(thrown, Map.of("OMP_NUM_THREADS", "many"), null))
                .contains("set OMP_NUM_THREADS=1.");
        assertThat(CpuProblem.sentence(thrown, Map.of("OMP_NUM_THREADS", "4"), null))
                .doesNotContain("OMP_NUM_THREADS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/c/libjnijavacpp.so: failed to map segment from shared object | noexec",
                "No space left on device | make room",
                "/c/libnd4jcpu.so: file too short | make room",
                "/c/.lock (Permission denied) | is not writable",
                "/c/.lock (Read-only file system) | is not writable",
                "Could not create the cache: Set the \"x\" system property. | is not writable"
            })
    void theCacheFolderIsNamed(String message, String because) {
        assertThat(sentence(new UnsatisfiedLinkError(message)))
                .contains(because, "cache", "-Dorg.bytedeco.javacpp.cachedir")
                .doesNotContain("classifier");
        assertThat(sentence(new IOException(message))).contains(because);
    }

    /** JavaCPP moves on to the folder of temporary files where the home cannot be written to. */
    @Test
    void theFolderNamedIsTheOneThatJavaCppUses(@TempDir Path folder) throws IOException {
        Path home = folder.resolve("home");
        Path temporary = folder.resolve("tmp");
        Map<String, String> properties =
                Map.of(
                        "user.home", home.toString(),
                        "user.name", "anna",
                        "java.io.tmpdir", temporary.toString());
        Path first = home.resolve(".javacpp/cache");
        Path last = temporary.resolve(".javacpp-anna/cache");
        assertThat(CpuProblem.cacheFolder(properties::get)).isEqualTo(first);
        Files.createDirectories(last);
        assertThat(CpuProblem.cacheFolder(properties::get)).isEqualTo(last);
        Files.createDirectories(first);
        assertThat(CpuProblem.cacheFolder(properties::get)).isEqualTo(first);
    }

    @Test
    void anotherJavaCppIsNamed() {
        Throwable thrown = new NoSuchMethodError("'void org.bytedeco.javacpp.Pointer.x()'");
        assertThat(CpuProblem.sentence(thrown, Map.of(), "1.5.10"))
                .contains("JavaCPP 1.5.10", "pin org.bytedeco:javacpp to 1.5.7")
                .doesNotContain("classifier");
    }

    @Test
    void onlyWhatIsMissingIsToBeAdded() {
        assertThat(sentence(new UnsatisfiedLinkError("no jnind4jcpu in java.library.path")))
                .contains("no jnind4jcpu", "with this platform's classifier");
    }

    /** A message of JavaCPP ends with a full stop, one of the JDK does not. */
    @Test
    void sentencesEndWithOneFullStop() {
        assertThat(sentence(new UnsatisfiedLinkError("Could not find jnix in library paths.")))
                .contains("library paths. Add")
                .doesNotContain("..");
        assertThat(sentence(new UnsatisfiedLinkError("no jnix"))).contains("no jnix. Add");
    }

    @Test
    void aMissingModuleOfTheJdkIsNamed() {
        Throwable thrown =
                new NullPointerException(
                        "Cannot invoke \"org.bytedeco.javacpp.indexer.Raw.putFloat(long, float)\""
                                + " because \"org.bytedeco.javacpp.indexer.FloatRawIndexer.RAW\""
                                + " is null");
        assertThat(sentence(thrown))
                .contains("--add-modules jdk.unsupported")
                .doesNotContain("classifier");
    }

    /** The message of these exceptions is only the file's name. */
    @Test
    void aFileThatIsMissingIsReportedAsMissing() {
        assertThat(sentence(new NoSuchFileException("/c/libnd4jcpu.so")))
                .contains("its native library: /c/libnd4jcpu.so: it does not exist. Add ");
    }
}
