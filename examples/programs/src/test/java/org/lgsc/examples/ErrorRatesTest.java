package org.lgsc.examples;

import static org.lgsc.eval.assertj.PadAssertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.threshold.Criterion;

/**
 * A unit test of a system's error rates, to copy: its scores of the two splits are files, and the
 * build fails when a new version of the system lets more attacks pass.
 */
class ErrorRatesTest {
    @TempDir Path folder;

    /** In a project of your own your system writes these files. */
    @BeforeEach
    void scoreFiles() throws Exception {
        SystemUnderTest.writeScores(folder.resolve("dev.csv"), 1);
        SystemUnderTest.writeScores(folder.resolve("test.csv"), 2);
    }

    @Test
    void atMostOneInTenIsWrong() {
        PadReport report =
                PadEvaluator.builder()
                        .title("My system")
                        .thresholdFrom(
                                DevScores.of(ScoreFile.read(folder.resolve("dev.csv"))),
                                Criterion.EER)
                        .build()
                        .evaluate(TestScores.of(ScoreFile.read(folder.resolve("test.csv"))));
        assertThat(report).hasAcerAtMost(0.1);
    }
}
