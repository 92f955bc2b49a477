package org.lgsc.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Split;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.baseline.TextureFeatures;

/** Commands for different folds of one table make the same baselines at the same time. */
class BaselineFoldsTest {
    private static final Plan.Fold TINY =
            SimulatedPlans.of(PaperTable.TABLE5, ReproduceSizes.TINY)
                    .protocols()
                    .get(0)
                    .folds()
                    .get(0);

    @TempDir Path folder;

    /** What another command does while this one reads its training data. */
    @FunctionalInterface
    private interface Meanwhile {
        void act() throws IOException;
    }

    private static Plan.Fold fold(Meanwhile other) {
        FoldData data =
                new FoldData() {
                    @Override
                    public PadDataset training() {
                        try {
                            other.act();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        return TINY.dataset().training();
                    }

                    @Override
                    public PadDataset scoring(Split split) {
                        return TINY.dataset().scoring(split);
                    }
                };
        return new Plan.Fold(
                TINY.name(), TINY.data(), TINY.learning(), data, TINY.options(), TINY.encoder());
    }

    private List<String> hidden() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(p -> p.getFileName().toString())
                    .filter(n -> n.startsWith("."))
                    .toList();
        }
    }

    @Test
    void theWorkOfAnotherCommandIsLeftAlone() throws IOException {
        Path partial = folder.resolve(".partial-seed-1");
        Path theirs = Files.createDirectories(partial).resolve("dev.csv");
        Path done = folder.resolve("seed-1");
        BaselineFolds.run(done, TextureFeatures.LBP, fold(() -> Files.writeString(theirs, "1")));
        assertThat(theirs).hasContent("1");
        for (Split split : List.of(Split.DEV, Split.TEST)) {
            assertThat(done.resolve(split.folder() + ".csv")).isNotEmptyFile();
        }
        assertThat(hidden()).containsExactly(".partial-seed-1");
    }

    @Test
    void aFoldThatAnotherCommandFinishesMeanwhileIsKept() throws IOException {
        Path done = folder.resolve("seed-1");
        BaselineFolds.run(done, TextureFeatures.LBP, TINY);
        Path finished = folder.resolve("finished");
        Files.move(done, finished);
        Files.writeString(finished.resolve("theirs"), "");
        BaselineFolds.run(done, TextureFeatures.LBP, fold(() -> Files.move(finished, done)));
        assertThat(done.resolve("theirs")).exists();
        assertThat(hidden()).isEmpty();
    }
}
