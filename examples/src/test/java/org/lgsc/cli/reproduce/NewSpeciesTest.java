package org.lgsc.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.score.TestScores;

class NewSpeciesTest {
    @TempDir Path folder;

    private final NewSpecies species = new NewSpecies();

    /** A fold with 2 of 20 live faces rejected, and so many of 20 masks and of resin missed. */
    private void fold(String row, String name, int masks, int resin) throws Exception {
        Path fold = Files.createDirectories(folder.resolve(row).resolve(name));
        List<PadScore> test = new ArrayList<>();
        List<PadScore> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            test.add(PadScore.live("l" + i, "s" + i, i < 2 ? 0.9 : 0.1));
            test.add(PadScore.attack("p" + i, "print", "s" + i, 0.8));
            others.add(PadScore.attack("m" + i, "mask", "s" + i, i < masks ? 0.2 : 0.8));
            others.add(PadScore.attack("r" + i, "resin", "s" + i, i < resin ? 0.2 : 0.8));
        }
        ScoreFile.write(fold.resolve("test.csv"), test);
        ScoreFile.write(fold.resolve(NewSpecies.FILE), others);
        species.add(row, name, fold, table(test));
    }

    private static PadReport table(List<PadScore> test) {
        return PadEvaluator.builder()
                .fixedThreshold(0.5)
                .bootstrapReplicates(0)
                .build()
                .evaluate(TestScores.of(test));
    }

    @Test
    void eachSpeciesIsJudgedAtTheThresholdOfTheTable() throws Exception {
        fold("full", "seed-1", 0, 18);
        fold("full", "seed-2", 2, 20);
        fold("regression-on-both", "seed-1", 8, 18);
        fold("regression-on-both", "seed-2", 10, 16);
        assertThat(species.markdown(PublishedRows.load()))
                .contains("| row | mask: APCER | D-EER | resin: APCER | D-EER |")
                .contains("| full | 5.0±5.0 |")
                .contains("| 95.0±5.0 |")
                .contains("| regression-on-both | 45.0±5.0 |")
                .contains("- mask: 1 confirmed;")
                .contains("- resin: 0 confirmed; 0 same direction, not clear; 1 other direction");
    }

    @Test
    void foldsOfEarlierVersionsHaveNone() throws Exception {
        Path fold = Files.createDirectories(folder.resolve("full/seed-1"));
        species.add("full", "seed-1", fold, table(List.of(PadScore.live("l", "s", 0.1))));
        assertThat(species.markdown(PublishedRows.load())).isEmpty();
    }
}
