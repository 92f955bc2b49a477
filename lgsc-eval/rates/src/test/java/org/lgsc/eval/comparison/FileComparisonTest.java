package org.lgsc.eval.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.eval.comparison.FileComparison.SystemFiles;
import org.lgsc.eval.protocol.ProtocolEvaluator;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.score.ScoreMeaning;
import org.lgsc.eval.threshold.Criterion;

class FileComparisonTest {
    @TempDir Path folder;

    private Path write(String name, String people, int frames, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean live = i % 2 == 0;
            for (int f = 0; f < frames; f++) {
                scores.add(
                        new PadScore(
                                people + i + ".avi#" + (f + seed),
                                live ? Label.LIVE : Label.SPOOF,
                                live ? "" : "print",
                                people + i % 8,
                                people + i + ".avi",
                                f + seed,
                                random.nextDouble() + (live ? 0 : 0.5)));
            }
        }
        Path file = folder.resolve(name);
        ScoreFile.write(file, scores);
        return file;
    }

    private SystemFiles files(String name, Path dev, Path test) {
        return new SystemFiles(name, dev, test, Criterion.EER, ScoreMeaning.LIVENESS);
    }

    private static FileComparison comparison() {
        return FileComparison.of(SystemComparer.builder().build());
    }

    /** One system saw three frames of each video, the other a fourth one. */
    @Test
    void everySystemIsEvaluatedAsAloneAndPairedByVideo() {
        Path devA = write("dev-a.csv", "d", 3, 1);
        Path testA = write("test-a.csv", "t", 3, 2);
        Path devB = write("dev-b.csv", "d", 1, 50);
        Path testB = write("test-b.csv", "t", 1, 60);
        SystemComparison c = comparison().compare(files("a", devA, testA), files("b", devB, testB));
        assertThat(c.presentations()).isEqualTo(40);
        assertThat(c.a())
                .isEqualTo(
                        ProtocolEvaluator.builder()
                                .title("a")
                                .build()
                                .fold("x", devA, testA)
                                .report());
        assertThat(c.b())
                .isEqualTo(
                        ProtocolEvaluator.builder()
                                .title("b")
                                .build()
                                .fold("x", devB, testB)
                                .report());
        assertThat(c.a().provenance()).containsEntry("frames fused by", "MEAN");
        assertThat(c.a().threshold()).isNotEqualTo(c.b().threshold());
        assertThat(c.acerDifference().value()).isEqualTo(c.a().acer() - c.b().acer());
        assertThat(c.acerDifference().interval().method()).contains("8 subjects");

        SystemComparison highest =
                comparison()
                        .withFusion(FrameFusion.MAX)
                        .compare(files("a", devA, testA), files("b", devB, testB));
        assertThat(highest.a().provenance()).containsEntry("frames fused by", "MAX");
        assertThat(highest.presentations()).isEqualTo(40);
    }

    @Test
    void framesArePairedWhereTheyAreCounted() {
        Path dev = write("dev.csv", "d", 3, 1);
        Path test = write("test.csv", "t", 3, 2);
        SystemComparison c =
                comparison().withFusion(null).compare(files("a", dev, test), files("b", dev, test));
        assertThat(c.presentations()).isEqualTo(120);
        assertThat(c.acerDifference().value()).isZero();
        Path other = write("other.csv", "t", 3, 40);
        assertThatThrownBy(
                        () ->
                                comparison()
                                        .withFusion(null)
                                        .compare(files("a", dev, test), files("b", dev, other)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("t0.avi, t0.avi#2, frame 2");
    }

    @Test
    void theChecksOfAnEvaluationHold() {
        Path dev = write("dev.csv", "d", 1, 1);
        Path test = write("test.csv", "t", 1, 2);
        Path mixed = write("mixed.csv", "t", 1, 3);
        assertThatThrownBy(
                        () -> comparison().compare(files("a", dev, test), files("b", mixed, test)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("8 subjects are in the development and in the test");
        SystemComparison forced =
                comparison()
                        .withSharedSubjects(true)
                        .compare(files("a", dev, test), files("b", mixed, test));
        assertThat(forced.b().warnings().toString()).contains("8 subjects are in");
        SystemFiles fixed =
                new SystemFiles("f", null, test, Criterion.fixed(0.6), ScoreMeaning.LIVENESS);
        assertThat(comparison().compare(fixed, fixed).a().threshold().spoofScore()).isEqualTo(0.6);
    }
}
