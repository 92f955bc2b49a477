package org.lgsc.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.CommandRun;
import org.lgsc.eval.comparison.SystemComparison;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;

/** The command that compares two systems by their score files. */
class CompareTest {
    @TempDir Path folder;
    private Path devA;
    private Path devB;
    private Path testA;
    private Path testB;

    @BeforeEach
    void write() {
        devA = write("dev-a.csv", scores("d", 1, 20));
        devB = write("dev-b.csv", scores("d", 2, 20));
        testA = write("a.csv", scores("t", 3, 20));
        testB = write("b.csv", scores("t", 4, 20));
    }

    private Path write(String name, List<PadScore> scores) {
        ScoreFile.write(folder.resolve(name), scores);
        return folder.resolve(name);
    }

    private static List<PadScore> scores(String people, long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String s = people + i % 5;
            scores.add(PadScore.live(people + "/l" + i, s, random.nextDouble()));
            scores.add(PadScore.attack(people + "/a" + i, "print", s, 0.4 + random.nextDouble()));
        }
        return scores;
    }

    @Test
    void comparesInEveryForm() throws IOException {
        Path out = folder.resolve("out");
        Path json = folder.resolve("c.json");
        CommandRun run =
                CommandRun.of(
                        "compare",
                        testA,
                        testB,
                        "--dev-a",
                        devA,
                        "--dev-b",
                        devB,
                        "--out",
                        out,
                        "--json",
                        json,
                        "--title",
                        "My protocol");
        assertThat(run.code()).as(run.err()).isZero();
        SystemComparison c = SystemComparison.fromJson(Files.readString(json));
        assertThat(run.out())
                .isEqualTo(c.toText())
                .startsWith("Comparison of two systems: My protocol\n  A: a.csv\n  B: b.csv\n")
                .contains("paired bootstrap of 5 subjects", "McNemar's test", "eer on DEV");
        assertThat(c.presentations()).isEqualTo(40);
        assertThat(Files.readString(out.resolve("comparison.txt"))).isEqualTo(run.out());
        assertThat(Files.readString(out.resolve("comparison.html"))).contains("My protocol");
        assertThat(run.err()).contains("comparison.html");
    }

    @Test
    void otherPresentationsAreRefusedOrLeftOut() {
        Path more = write("more.csv", scores("t", 4, 22));
        CommandRun refused =
                CommandRun.of("compare", testA, more, "--dev-a", devA, "--dev-b", devB);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        "a.csv and more.csv are not of the same presentations: 4 are only in"
                                + " more.csv (t/l20, t/a20, t/l21, ...)",
                        "--common");
        CommandRun common =
                CommandRun.of(
                        "compare",
                        testA,
                        more,
                        "--dev-a",
                        devA,
                        "--dev-b",
                        devB,
                        "--common",
                        "--names",
                        "old,new");
        assertThat(common.code()).as(common.err()).isZero();
        assertThat(common.out())
                .contains("  A: old\n  B: new\n  presentations: 40\n", "Only in B: 4", "t/a21");
    }

    @Test
    void systemsMayDifferInWhatTheirScoresAre() {
        List<PadScore> turned = new ArrayList<>();
        for (PadScore s : ScoreFile.read(testA)) {
            turned.add(
                    new PadScore(
                            s.id(),
                            s.label(),
                            s.species(),
                            s.subject(),
                            s.video(),
                            s.frame(),
                            1 - s.spoofScore()));
        }
        Path other = write("turned.csv", turned);
        CommandRun run =
                CommandRun.of(
                        "compare",
                        testA,
                        other,
                        "--criterion",
                        "fixed=0.6",
                        "--score-is-b",
                        "spoof",
                        "--replicates",
                        "0");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("+0.00, without interval", "fixed=0.6");
        CommandRun both =
                CommandRun.of(
                        "compare", testA, testB, "--dev-a", devA, "--criterion-b", "fixed=0.5");
        assertThat(both.code()).as(both.err()).isZero();
        assertThat(both.out()).contains("fixed=0.5", "eer on DEV");
    }

    @Test
    void argumentsAreChecked() {
        CommandRun dev = CommandRun.of("compare", testA, testB, "--dev-a", devA);
        assertThat(dev.code()).isEqualTo(2);
        assertThat(dev.err()).contains("needs --dev-b, the development scores of " + testB);
        CommandRun useless =
                CommandRun.of("compare", testA, testB, "--dev-a", devA, "--criterion", "fixed=0.5");
        assertThat(useless.code()).isEqualTo(2);
        assertThat(useless.err()).contains("'--dev-a' cannot be combined");
        CommandRun names =
                CommandRun.of("compare", testA, testB, "--criterion", "fixed=0.5", "--names", "x");
        assertThat(names.code()).isEqualTo(2);
        CommandRun seed =
                CommandRun.of("compare", testA, testB, "--criterion", "fixed=0.5", "--seed", "0");
        assertThat(seed.code()).isEqualTo(2);
        assertThat(seed.err()).contains("must not be 0");
        CommandRun missing =
                CommandRun.of(
                        "compare", testA, folder.resolve("no.csv"), "--criterion", "fixed=0.5");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("no.csv");
    }
}
