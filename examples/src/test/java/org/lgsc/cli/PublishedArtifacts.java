package org.lgsc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this build would publish, in a Maven repository of its own under {@code target}. Other
 * libraries are read from the user's repository, which is not written to.
 */
public final class PublishedArtifacts {
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

    /** The folder of the build. */
    static final Path ROOT = Artifacts.ROOT;

    /** Where the consumers' projects are. */
    public static final Path CONSUMERS = Path.of("target", "consumer").toAbsolutePath();

    public static final Path REPOSITORY = CONSUMERS.resolve("repository");

    private static final Properties BUILD = new Properties();

    static {
        try (InputStream in =
                PublishedArtifacts.class.getResourceAsStream("/consumer/build.properties")) {
            BUILD.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PublishedArtifacts() {}

    /** A value of build.properties. */
    public static String build(String name) {
        return BUILD.getProperty(name);
    }

    /** Puts the poms and jars into the repository, in place of those of an earlier build. */
    public static void install() throws IOException {
        delete(REPOSITORY.resolve("org").resolve("lgsc"));
        for (Path pom : poms()) {
            String name = artifact(pom) + "-" + build("version");
            Path folder =
                    REPOSITORY.resolve(Path.of("org", "lgsc", artifact(pom), build("version")));
            Files.createDirectories(folder);
            Files.copy(pom, folder.resolve(name + ".pom"), StandardCopyOption.REPLACE_EXISTING);
            Path jar = pom.resolveSibling(name + ".jar");
            if (Files.exists(jar)) {
                Files.copy(jar, folder.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The poms that would be published. */
    public static List<Path> poms() throws IOException {
        List<Path> poms = new ArrayList<>();
        for (Path folder : Artifacts.published()) {
            poms.add(pom(folder));
        }
        poms.add(pom(ROOT.resolve("lgsc-core/bom")));
        try (Stream<Path> natives = Files.list(ROOT.resolve("lgsc-core/natives"))) {
            natives.filter(f -> Files.exists(f.resolve("pom.xml"))).forEach(f -> poms.add(pom(f)));
        }
        return poms;
    }

    private static Path pom(Path module) {
        return module.resolve(Path.of("target", "published-pom.xml"));
    }

    private static String artifact(Path pom) throws IOException {
        Matcher matcher = ARTIFACT.matcher(Files.readString(pom));
        if (!matcher.find()) {
            throw new IOException(pom + " has no artifactId");
        }
        return matcher.group(1);
    }

    /** A project of a consumer, with the versions of this build and nothing of an earlier run. */
    public static Path project(String name) throws IOException {
        Path project = CONSUMERS.resolve(name);
        delete(project);
        // a Maven that looks for the root of a build stops here
        Files.createDirectories(project.resolve(".mvn"));
        try (InputStream in =
                PublishedArtifacts.class.getResourceAsStream("/consumer/" + name + "/pom.xml")) {
            Files.copy(in, project.resolve("pom.xml"));
        }
        return project;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
