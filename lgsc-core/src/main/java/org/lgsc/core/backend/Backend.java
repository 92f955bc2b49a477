package org.lgsc.core.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/** The ND4J backend that the application has put on its class path, and its versions. */
public final class Backend {
    private static final Properties VERSIONS = versions();

    private Backend() {}

    private static Properties versions() {
        try (InputStream in = Backend.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Version of Deeplearning4j with which this library was built. */
    public static String dl4jVersion() {
        return VERSIONS.getProperty("dl4j", "");
    }

    /** Version of JavaCPP that ND4J's binaries need. */
    static String javacppVersion() {
        return VERSIONS.getProperty("javacpp", "");
    }

    /**
     * Starts ND4J. Call it first, so that a missing backend is reported by a sentence instead of a
     * stack trace.
     *
     * @return short description, for example "CpuBackend with oneDNN"
     * @throws LgscException when there is no backend or it cannot run on this machine
     */
    public static String require() {
        try {
            Nd4jBackend backend = Nd4j.getBackend();
            // a GPU backend may load although it has no device, or no code for it
            float two = Nd4j.scalar(1f).addi(1f).getFloat(0);
            if (two != 2) {
                throw new IllegalStateException("1 + 1 was " + two);
            }
            String name = backend.getClass().getSimpleName();
            String build = String.valueOf(backend.buildInfo()).toUpperCase(Locale.ROOT);
            return build.contains("ONEDNN") ? name + " with oneDNN" : name;
        } catch (RuntimeException | LinkageError e) {
            if (isOnClassPath("org.nd4j.linalg.jcublas.JCublasBackend")) {
                throw new LgscException(LgscException.Kind.ENVIRONMENT, CudaProblem.sentence(e), e);
            }
            if (isOnClassPath("org.nd4j.linalg.cpu.nativecpu.CpuBackend")) {
                throw new LgscException(
                        LgscException.Kind.ENVIRONMENT,
                        CpuProblem.sentence(e, System.getenv(), javacppOnClassPath()),
                        e);
            }
            throw new LgscException(
                    LgscException.Kind.ENVIRONMENT,
                    "There is no ND4J backend on the class path: add org.lgsc:lgsc-natives"
                            + " (docs/deployment.md).",
                    e);
        }
    }

    /** Null when the jar does not state a version. */
    private static @Nullable String javacppOnClassPath() {
        try {
            return Loader.getVersion("org.bytedeco", "javacpp");
        } catch (IOException | LinkageError e) {
            return null;
        }
    }

    private static boolean isOnClassPath(String name) {
        try {
            Class.forName(name, false, Backend.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
