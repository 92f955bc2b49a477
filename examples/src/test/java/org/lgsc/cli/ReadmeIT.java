package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Split;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.RenderProgress;
import org.lgsc.data.synthetic.SyntheticDataset;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;

/** What the README says in Java compiles and runs, one snippet after the other. */
class ReadmeIT {
    private static final Pattern SNIPPET = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void snippetsCompileAndRun() throws Exception {
        List<Path> sources = sources(Files.readString(Path.of("..", "README.md")));
        assertThat(sources).hasSizeGreaterThan(2);
        compile(sources);
        dataFolder();
        CommandRun run =
                ChildJvm.run(
                        folder,
                        List.of(
                                "-cp",
                                folder + java.io.File.pathSeparator + ChildJvm.classPath(e -> true),
                                "All"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(folder.resolve("lgsc.zip")).isRegularFile();
        assertThat(run.out()).contains("PAD report: My system");
    }

    /** A class for each snippet, and one that calls them in order. */
    private List<Path> sources(String readme) throws Exception {
        List<Path> sources = new ArrayList<>();
        StringBuilder calls = new StringBuilder();
        Matcher matcher = SNIPPET.matcher(readme);
        while (matcher.find()) {
            String name = "Snippet" + sources.size();
            List<String> lines = matcher.group(1).lines().toList();
            String imports =
                    lines.stream()
                            .filter(l -> l.startsWith("import "))
                            .collect(Collectors.joining("\n"));
            String body =
                    lines.stream()
                            .filter(l -> !l.startsWith("import "))
                            .collect(Collectors.joining("\n"));
            sources.add(
                    Files.writeString(
                            folder.resolve(name + ".java"),
                            imports
                                    + "\nclass "
                                    + name
                                    + " { static void run() throws Exception {\n"
                                    + body
                                    + "\n} }\n"));
            calls.append(name).append(".run();");
        }
        sources.add(
                Files.writeString(
                        folder.resolve("All.java"),
                        "class All { public static void main(String[] a) throws Exception {"
                                + calls
                                + "} }"));
        return sources;
    }

    private void compile(List<Path> sources) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean ok =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    List.of(
                                            "-cp",
                                            ChildJvm.classPath(e -> true),
                                            "-d",
                                            folder.toString()),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            assertThat(ok).as(messages.toString()).isTrue();
        }
    }

    private void dataFolder() throws Exception {
        PadDataset data =
                SyntheticDataset.builder()
                        .subjects(4, 2, 2)
                        .liveCaptures(1)
                        .attacksPerSpecies(1)
                        .species(PaiSpecies.PRINT)
                        .size(128)
                        .seed(9)
                        .build()
                        .materialise(2, RenderProgress.NONE);
        TestFolders.write(folder.resolve("faces"), data);
        for (Split split : List.of(Split.DEV, Split.TEST)) {
            List<PadScore> scores = new ArrayList<>();
            for (Sample s : data.samples(split)) {
                scores.add(
                        s.label().isLive()
                                ? PadScore.live(s.id(), s.subject(), 0.1)
                                : PadScore.attack(s.id(), s.species(), s.subject(), 0.9));
            }
            ScoreFile.write(folder.resolve(split.folder() + ".csv"), scores);
        }
    }
}
