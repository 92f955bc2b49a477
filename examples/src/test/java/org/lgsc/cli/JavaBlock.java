package org.lgsc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java block of a guide, which runs unless the line before it says why it cannot, or an example
 * in Javadoc.
 *
 * @param place page and line, or type and number, as a Java name
 * @param imports its imports, or else those of the types that it names
 * @param body its statements
 * @param runs whether it can run on any machine
 */
record JavaBlock(String place, String imports, String body, boolean runs) {
    private static final Pattern BLOCK =
            Pattern.compile(
                    "(<!-- compiled, not run: [^>]+ -->\\R)?```java\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern EXAMPLE =
            Pattern.compile("<pre>\\{@code\\R(.*?)\\}</pre>", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*[a-z]\\w*\\b");

    /** Types of other libraries, which blocks without imports name. */
    private static final List<String> OTHERS =
            List.of(
                    "java.nio.file.Path",
                    "java.util.ArrayList",
                    "java.util.Arrays",
                    "java.util.List",
                    "java.util.Map",
                    "org.nd4j.linalg.api.ndarray.INDArray",
                    "org.nd4j.linalg.factory.Nd4j",
                    "org.deeplearning4j.nn.graph.ComputationGraph",
                    "org.deeplearning4j.nn.conf.CNN2DFormat",
                    "ai.onnxruntime.OnnxTensor",
                    "ai.onnxruntime.OrtEnvironment",
                    "ai.onnxruntime.OrtSession",
                    "org.deeplearning4j.core.storage.StatsStorage",
                    "org.deeplearning4j.ui.api.UIServer",
                    "org.deeplearning4j.ui.model.stats.StatsListener",
                    "org.deeplearning4j.ui.model.storage.InMemoryStatsStorage");

    /** The pages, README first. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Artifacts.ROOT.resolve("README.md")));
        try (Stream<Path> guides = Files.list(Artifacts.ROOT.resolve("docs"))) {
            guides.filter(f -> f.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    /** All blocks of all pages. */
    static List<JavaBlock> all() throws IOException {
        Map<String, String> types = types();
        List<JavaBlock> blocks = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                long line = text.substring(0, block.start(2)).lines().count() + 1;
                String name = page.getFileName().toString().replaceAll("\\W", "_") + "_" + line;
                blocks.add(of(name, block.group(2), block.group(1) == null, types));
            }
        }
        return blocks;
    }

    /** The examples in the Javadoc of an artifact's types. */
    static List<JavaBlock> ofJavadoc(Path sources) throws IOException {
        Map<String, String> types = types();
        List<JavaBlock> blocks = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String type = file.getFileName().toString().replaceAll("\\.java$", "");
                Matcher example = EXAMPLE.matcher(Files.readString(file));
                for (int i = 1; example.find(); i++) {
                    String code = example.group(1).replaceAll("(?m)^ +\\* ?", "");
                    blocks.add(of(type + "_" + i, code, false, types));
                }
            }
        }
        return blocks;
    }

    private static JavaBlock of(
            String place, String block, boolean runs, Map<String, String> types) {
        String imports =
                block.lines()
                        .filter(l -> l.startsWith("import "))
                        .collect(Collectors.joining("\n"));
        String body =
                block.lines()
                        .filter(l -> !l.startsWith("import "))
                        .collect(Collectors.joining("\n"));
        return new JavaBlock(place, imports.isEmpty() ? imports(body, types) : imports, body, runs);
    }

    private static String imports(String body, Map<String, String> types) {
        return TYPE.matcher(body)
                .results()
                .map(r -> types.get(r.group()))
                .filter(t -> t != null)
                .distinct()
                .map(t -> "import " + t + ";")
                .collect(Collectors.joining("\n"));
    }

    /** The block of the README that contains a text. */
    static JavaBlock ofReadme(String text) throws IOException {
        return all().stream()
                .filter(b -> b.place.startsWith("README") && b.body.contains(text))
                .findFirst()
                .orElseThrow(() -> new IOException("no block of the README has " + text));
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

    /** Writes a class with the static method "run" that it is, below another class. */
    Path run(Path folder, String above) throws IOException {
        return write(folder, place + " extends " + above, "static void run()");
    }

    private Path write(Path folder, String type, String method) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(
                folder.resolve(type.replaceAll(" .*", "") + ".java"),
                String.format(
                        "%s%nclass %s {%n%s throws Exception {%n%s%n}%n}%n",
                        imports, type, method, statement()));
    }

    /** Some blocks are the beginning of an expression. */
    private String statement() {
        String last = body.strip();
        return last.endsWith(";") || last.endsWith("}") || last.contains("//") ? body : body + ";";
    }

    /** Every public class that is a promise by its simple name, and others. */
    private static Map<String, String> types() throws IOException {
        Map<String, String> types = new TreeMap<>();
        for (Path artifact : Artifacts.folders()) {
            Path sources = Artifacts.sources(artifact);
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String path = sources.relativize(file).toString().replaceAll("\\.java$", "");
                    if (Files.readString(file).contains("\npublic ")
                            && !file.toString().contains("internal")) {
                        types.put(
                                file.getFileName().toString().replaceAll("\\.java$", ""),
                                path.replace(file.getFileSystem().getSeparator(), "."));
                    }
                }
            }
        }
        OTHERS.forEach(name -> types.put(name.substring(name.lastIndexOf('.') + 1), name));
        return types;
    }
}
