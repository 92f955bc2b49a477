package org.lgsc.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this build makes, as its poms say. */
final class Artifacts {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private Artifacts() {}

    /** The folders of the artifacts with code, in the order of the root pom. */
    static List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        Matcher module = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")));
        while (module.find()) {
            Path folder = ROOT.resolve(module.group(1));
            if (Files.isDirectory(folder.resolve(Path.of("src", "main", "java")))) {
                folders.add(folder);
            }
        }
        return folders;
    }

    /** Their folders of sources. */
    static List<Path> sources() throws IOException {
        try (Stream<Path> folders = folders().stream()) {
            return folders.map(f -> f.resolve(Path.of("src", "main", "java"))).toList();
        }
    }
}
