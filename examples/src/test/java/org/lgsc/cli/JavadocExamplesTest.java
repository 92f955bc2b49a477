package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in Javadoc compile without a warning, and each entry point has one. */
class JavadocExamplesTest {
    private static final Path OVERVIEW = Artifacts.ROOT.resolve(Path.of("docs", "overview.html"));
    private static final Pattern ENTRY_POINT = Pattern.compile("<td>\\{@link [a-z.]+\\.(\\w+)\\}");

    /** What the examples take as given. */
    private static final String GIVEN =
            """
            class Given {
                static org.lgsc.core.model.LgscModel model;
                static java.nio.file.Path file;
                static org.lgsc.data.dataset.PadDataset dataset;
                static org.lgsc.train.TrainingOptions options;
                static org.lgsc.eval.score.DevScores devScores;
                static org.lgsc.eval.score.TestScores testScores;
                static org.lgsc.eval.report.PadReport report;

                static org.lgsc.eval.assertj.PadReportAssert assertThat(
                        org.lgsc.eval.report.PadReport report) {
                    return org.lgsc.eval.assertj.PadAssertions.assertThat(report);
                }
            }
            """;

    @TempDir Path folder;

    private static List<JavaBlock> examples() throws Exception {
        List<JavaBlock> examples = new ArrayList<>();
        for (Path artifact : Artifacts.published()) {
            examples.addAll(JavaBlock.ofJavadoc(Artifacts.sources(artifact)));
        }
        return examples;
    }

    @Test
    void examplesCompile() throws Exception {
        List<Path> sources = new ArrayList<>();
        sources.add(Files.writeString(folder.resolve("Given.java"), GIVEN));
        for (JavaBlock example : examples()) {
            sources.add(example.run(folder, "Given"));
        }
        SourceCompiler.compile(sources, folder);
    }

    @Test
    void eachEntryPointOfTheOverviewHasAnExample() throws Exception {
        Set<String> entryPoints =
                ENTRY_POINT
                        .matcher(Files.readString(OVERVIEW))
                        .results()
                        .map(r -> r.group(1))
                        .collect(Collectors.toSet());
        assertThat(entryPoints).hasSize(12);
        assertThat(examples().stream().map(e -> e.place().replaceAll("_.*", "")))
                .containsAll(entryPoints);
    }
}
