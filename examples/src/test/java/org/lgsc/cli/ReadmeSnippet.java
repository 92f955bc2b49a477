package org.lgsc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Java snippet of the README. */
record ReadmeSnippet(String imports, String body) {
    private static final Pattern SNIPPET = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

    /** The snippet in which a text stands. */
    static ReadmeSnippet with(String text) throws IOException {
        Matcher matcher =
                SNIPPET.matcher(Files.readString(PublishedArtifacts.ROOT.resolve("README.md")));
        while (matcher.find()) {
            if (matcher.group(1).contains(text)) {
                return of(matcher.group(1));
            }
        }
        throw new IOException("no snippet of the README has " + text);
    }

    private static ReadmeSnippet of(String snippet) {
        return new ReadmeSnippet(
                snippet.lines()
                        .filter(l -> l.startsWith("import "))
                        .collect(Collectors.joining("\n")),
                snippet.lines()
                        .filter(l -> !l.startsWith("import "))
                        .collect(Collectors.joining("\n")));
    }

    /** Writes a class whose main method it is. */
    void main(Path project, String name) throws IOException {
        write(
                project.resolve(Path.of("src", "main", "java")),
                name,
                "public static void main(String[] arguments)");
    }

    /** Writes a JUnit test that it is. */
    void test(Path project, String name) throws IOException {
        write(
                project.resolve(Path.of("src", "test", "java")),
                name,
                "@org.junit.jupiter.api.Test void test()");
    }

    private void write(Path folder, String name, String method) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(name + ".java"),
                String.format(
                        "%s%nclass %s {%n%s throws Exception {%n%s%n}%n}%n",
                        imports, name, method, body));
    }
}
