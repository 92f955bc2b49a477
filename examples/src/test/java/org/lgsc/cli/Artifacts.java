package org.lgsc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this build makes, as its poms say. */
public final class Artifacts {
    /** The folder of the build. */
    public static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern NAME =
            Pattern.compile("</parent>\\s*<artifactId>lgsc-([^<]+)</artifactId>");
    private static final Pattern OWN =
            Pattern.compile(
                    "<groupId>org.lgsc</groupId>\\s*<artifactId>lgsc-([a-z-]+)</artifactId>"
                            + "\\s*</dependency>");

    private Artifacts() {}

    /** The folders of the artifacts with code, in the order of the root pom. */
    public static List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        Matcher module = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")));
        while (module.find()) {
            Path folder = ROOT.resolve(module.group(1));
            if (Files.isDirectory(sources(folder))) {
                folders.add(folder);
            }
        }
        return folders;
    }

    /** Those that are published: neither fixtures nor examples. */
    public static List<Path> published() throws IOException {
        List<Path> published = new ArrayList<>(folders());
        published.removeIf(
                f -> f.endsWith("fixtures") || ROOT.relativize(f).startsWith("examples"));
        return published;
    }

    /** An artifact's folder of sources. */
    public static Path sources(Path folder) {
        return folder.resolve(Path.of("src", "main", "java"));
    }

    /** An artifact's id without "lgsc-". */
    public static String name(Path folder) throws IOException {
        Matcher name = NAME.matcher(Files.readString(folder.resolve("pom.xml")));
        if (!name.find()) {
            throw new IOException(folder + " has no artifactId");
        }
        return name.group(1);
    }

    /** What each needs of the others when it runs. */
    public static Map<String, Set<String>> needs() throws IOException {
        Map<String, Set<String>> needs = new TreeMap<>();
        for (Path folder : folders()) {
            Set<String> own = new TreeSet<>();
            Matcher dependency = OWN.matcher(Files.readString(folder.resolve("pom.xml")));
            while (dependency.find()) {
                own.add(dependency.group(1));
            }
            needs.put(name(folder), own);
        }
        return needs;
    }
}
