package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.synthetic.SyntheticFaces;

/**
 * The Java blocks of the README and the guides compile without a warning, and run, one after the
 * other, in one process. A block that cannot run has the reason in a comment before it.
 */
class GuidesIT {
    private static final Path NETWORKS =
            Path.of("..", "lgsc-core", "src", "test", "resources", "foreign");

    /** What the blocks of the guides take as given: options as in the README, and its faces. */
    private static final String GIVEN =
            """
            import java.nio.file.Path;
            import org.lgsc.data.dataset.FolderDataset;
            import org.lgsc.data.dataset.PadDataset;
            import org.lgsc.train.EncoderWarmStart;
            import org.lgsc.train.TrainingOptions;

            class Given {
                static final TrainingOptions options =
                        TrainingOptions.smallScale()
                                .baseWidth(4)
                                .batchSize(4)
                                .maxSteps(2)
                                .warmStart(EncoderWarmStart.NONE)
                                .build();
                static final PadDataset faces = FolderDataset.load(Path.of("faces"));
            }
            """;

    @TempDir Path folder;

    @Test
    void blocksCompileAndRun() throws Exception {
        List<JavaBlock> blocks = JavaBlock.all();
        assertThat(blocks).filteredOn(JavaBlock::runs).hasSizeGreaterThan(8);
        List<Path> sources = new ArrayList<>(trainingUi());
        for (JavaBlock block : blocks) {
            sources.add(block.run(folder, "Given"));
        }
        sources.add(Files.writeString(folder.resolve("Given.java"), GIVEN));
        sources.add(callsOf(blocks.stream().filter(JavaBlock::runs).toList()));
        SourceCompiler.compile(sources, folder);
        dataFolder();
        CommandRun run =
                ChildJvm.run(
                        folder,
                        List.of(
                                "-cp",
                                folder + File.pathSeparator + ChildJvm.classPath(e -> true),
                                "All"));
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(folder.resolve("lgsc.zip")).isRegularFile();
        assertThat(folder.resolve("run")).isDirectoryContaining("glob:**.lgsc");
        assertThat(run.out()).contains("PAD report: My system");
    }

    /** Readers copy what they see. */
    @Test
    void blocksNameNoInternals() throws Exception {
        assertThat(JavaBlock.all())
                .noneMatch(block -> (block.imports() + block.body()).contains(".internal."));
    }

    /** A class that calls the blocks in the order of the pages and prints where it is. */
    private Path callsOf(List<JavaBlock> blocks) throws IOException {
        StringBuilder calls = new StringBuilder();
        for (JavaBlock block : blocks) {
            calls.append("System.out.println(\"== ").append(block.place()).append("\");\n");
            calls.append(block.place()).append(".run();\n");
        }
        return Files.writeString(
                folder.resolve("All.java"),
                "class All { public static void main(String[] a) throws Exception {\n"
                        + calls
                        + "} }\n");
    }

    /** Deeplearning4j's training UI, which nothing here depends on, as far as it is named. */
    private List<Path> trainingUi() throws IOException {
        String listener = "org.deeplearning4j.optimize.api.BaseTrainingListener";
        return List.of(
                outside("org.deeplearning4j.core.storage", "public interface StatsStorage {}"),
                outside(
                        "org.deeplearning4j.ui.model.storage",
                        "public class InMemoryStatsStorage"
                                + " implements org.deeplearning4j.core.storage.StatsStorage {}"),
                outside(
                        "org.deeplearning4j.ui.api",
                        "public abstract class UIServer {"
                                + " public static UIServer getInstance() { return null; }"
                                + " public abstract void attach("
                                + "org.deeplearning4j.core.storage.StatsStorage s); }"),
                outside(
                        "org.deeplearning4j.ui.model.stats",
                        "public class StatsListener extends "
                                + listener
                                + " { public StatsListener("
                                + "org.deeplearning4j.core.storage.StatsStorage s, int n) {} }"));
    }

    private Path outside(String packageName, String type) throws IOException {
        String name = type.replaceAll(".*?(?:class|interface) (\\w+).*", "$1");
        Path sources = folder.resolve("outside").resolve(packageName.replace('.', '/'));
        return Files.writeString(
                Files.createDirectories(sources).resolve(name + ".java"),
                String.format("package %s;%n%s%n", packageName, type));
    }

    private void dataFolder() throws Exception {
        PadDataset data = TestFolders.drawn(4, 2);
        TestFolders.write(folder.resolve("faces"), data);
        TestFolders.scores(folder, data);
        ImageEncoder.writePng(SyntheticFaces.of(3).portrait(0, 200), folder.resolve("selfie.jpg"));
        Path nets = Files.createDirectories(folder.resolve("nets"));
        try (Stream<Path> files = Files.list(NETWORKS)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, nets.resolve(file.getFileName()));
            }
        }
    }
}
