package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guides say in Java compiles (the README's is run, too: {@link ReadmeIT}). */
class DocsTest {
    private static final Pattern BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*[a-z]\\w*\\b");

    /** Of a library that nothing here depends on. */
    private static final String NOT_HERE = "StatsStorage";

    /** What a reader has at hand. */
    private static final String GIVEN =
            "(TrainingOptions options, PadDataset faces, PadDataset dataset)";

    private static final List<String> OTHERS =
            List.of(
                    "java.nio.file.Path",
                    "org.deeplearning4j.nn.conf.CNN2DFormat",
                    "ai.onnxruntime.OrtEnvironment",
                    "ai.onnxruntime.OrtSession");

    @TempDir Path folder;

    @Test
    void blocksCompile() throws Exception {
        Map<String, String> types = types();
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> pages = Files.list(Artifacts.ROOT.resolve("docs"))) {
            for (Path page : pages.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                Matcher block = BLOCK.matcher(Files.readString(page));
                while (block.find()) {
                    if (!block.group(1).contains(NOT_HERE)) {
                        sources.add(source("Block" + sources.size(), block.group(1), types));
                    }
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(5);
        compile(sources);
    }

    /** Readers copy what they see. */
    @Test
    void blocksNameNoInternals() throws Exception {
        List<Path> pages = new ArrayList<>(List.of(Artifacts.ROOT.resolve("README.md")));
        try (Stream<Path> others = Files.list(Artifacts.ROOT.resolve("docs"))) {
            others.filter(f -> f.toString().endsWith(".md")).forEach(pages::add);
        }
        for (Path page : pages) {
            assertThat(BLOCK.matcher(Files.readString(page)).results())
                    .as(page.toString())
                    .noneMatch(block -> block.group(1).contains(".internal."));
        }
    }

    /** Every public class that is a promise by its simple name, and others. */
    private static Map<String, String> types() throws Exception {
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

    /** A class with a method that is the block. */
    private Path source(String name, String block, Map<String, String> types) throws Exception {
        String body = GIVEN + " throws Exception {\n" + statement(block) + "\n} }\n";
        StringBuilder source = new StringBuilder();
        Matcher type = TYPE.matcher(body);
        type.results()
                .map(r -> types.get(r.group()))
                .filter(t -> t != null)
                .distinct()
                .forEach(t -> source.append("import ").append(t).append(";\n"));
        source.append("class ").append(name).append(" { static void run").append(body);
        return Files.writeString(folder.resolve(name + ".java"), source);
    }

    /** Some blocks are the beginning of an expression. */
    private static String statement(String block) {
        String last = block.strip();
        return last.endsWith(";") || last.endsWith("}") || last.contains("//")
                ? block
                : block + ";";
    }

    private void compile(List<Path> sources) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-cp", ChildJvm.classPath(e -> true), "-d", folder.toString());
            boolean ok =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            assertThat(ok).as(messages.toString()).isTrue();
        }
    }
}
