package org.lgsc.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.CommandRun;
import org.lgsc.core.Label;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;

/** The command that reports on score files. */
class EvaluateTest {
    @TempDir Path folder;

    private Path fold(String name) throws IOException {
        Path fold = Files.createDirectories(folder.resolve(name));
        ScoreFile.write(fold.resolve("dev.csv"), scores("d"));
        ScoreFile.write(fold.resolve("test.csv"), scores("t"));
        return fold;
    }

    private static List<PadScore> scores(String people) {
        SplittableRandom random = new SplittableRandom(people.hashCode());
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String s = people + i % 5;
            scores.add(PadScore.live(people + "/l" + i + ".png", s, random.nextDouble()));
            scores.add(
                    PadScore.attack(
                            people + "/a" + i + ".png", "print", s, 0.4 + random.nextDouble()));
        }
        return scores;
    }

    @Test
    void writesARunOfSeveralFoldsInEveryForm() throws IOException {
        fold("run/fold-1");
        fold("run/fold-2");
        Path out = folder.resolve("out");
        CommandRun run =
                CommandRun.of(
                        "evaluate",
                        "--run",
                        folder.resolve("run"),
                        "--out",
                        out,
                        "--title",
                        "My protocol",
                        "--interval",
                        "wilson",
                        "--ddof",
                        "1",
                        "--system",
                        "latency=98 ms");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("My protocol, fold-2", "WILSON", "mean±std ddof=1");
        assertThat(run.err()).contains("report.html");
        FoldSummary summary = FoldSummary.fromJson(Files.readString(out.resolve("report.json")));
        assertThat(summary.folds()).hasSize(2);
        assertThat(summary.folds().get(0).provenance()).containsEntry("latency", "98 ms");
        for (String form : List.of("txt", "csv", "md", "tex", "html")) {
            assertThat(out.resolve("report." + form)).isNotEmptyFile();
        }
    }

    @Test
    void showsTheFacesOfTheWorstErrorsButNothingOutsideTheirFolder() throws IOException {
        Path fold = fold("one");
        List<PadScore> test = new ArrayList<>(scores("t"));
        test.add(PadScore.live("../secret.png", "t1", 0.99));
        ScoreFile.write(fold.resolve("test.csv"), test);
        Path pictures = folder.resolve("pictures");
        Files.createDirectories(pictures.resolve("t"));
        ImageEncoder.writePng(RgbImage.black(64, 64), folder.resolve("secret.png"));
        for (PadScore s : scores("t")) {
            ImageEncoder.writePng(RgbImage.black(64, 64), pictures.resolve(s.id()));
        }
        Path out = folder.resolve("out");
        CommandRun run =
                CommandRun.of(
                        "evaluate",
                        "--dev",
                        fold.resolve("dev.csv"),
                        "--test",
                        fold.resolve("test.csv"),
                        "--out",
                        out,
                        "--images",
                        pictures,
                        "--detector",
                        "none");
        assertThat(run.code()).as(run.err()).isZero();
        String html = Files.readString(out.resolve("report.html"));
        int errors = html.split("\"distance\"", -1).length - 1;
        int faces = html.split("\"face\":\"data:image/jpeg;base64,", -1).length - 1;
        assertThat(errors).isGreaterThan(3);
        assertThat(faces).isEqualTo(errors - 1);
        assertThat(html).contains("../secret.png");
    }

    @Test
    void aVideoIsOnePresentationUnlessFramesAreAskedFor() throws IOException {
        List<PadScore> frames = new ArrayList<>();
        for (int video = 0; video < 12; video++) {
            for (int frame = 0; frame < 5; frame++) {
                double live = video < 8 && frame > 0 ? 0.9 : 0.1;
                frames.add(
                        new PadScore(
                                "l" + video,
                                Label.LIVE,
                                "",
                                "t" + video,
                                "l" + video,
                                frame,
                                live));
                frames.add(
                        new PadScore(
                                "a" + video, Label.SPOOF, "print", "t", "a" + video, frame, 0.8));
            }
        }
        Path test = folder.resolve("test.csv");
        ScoreFile.write(test, frames);
        CommandRun run = CommandRun.of("evaluate", "--test", test, "--criterion", "fixed=0.5");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("(8/12)", "frames fused by");
        assertThat(run.err()).contains("each video is one presentation", "--fusion none");
        CommandRun each =
                CommandRun.of(
                        "evaluate", "--test", test, "--criterion", "fixed=0.5", "--fusion", "none");
        assertThat(each.out()).contains("(32/60)");
        assertThat(each.err()).isEmpty();
    }

    @Test
    void peopleInBothSplitsNeedForce() throws IOException {
        Path fold = fold("one");
        CommandRun run =
                CommandRun.of(
                        "evaluate",
                        "--dev",
                        fold.resolve("test.csv"),
                        "--test",
                        fold.resolve("test.csv"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("5 subjects", "--force");
        CommandRun forced =
                CommandRun.of(
                        "evaluate",
                        "--dev",
                        fold.resolve("test.csv"),
                        "--test",
                        fold.resolve("test.csv"),
                        "--force");
        assertThat(forced.code()).as(forced.err()).isZero();
        assertThat(forced.out()).contains("Note: 5 subjects");
    }

    @Test
    void ratesOfAFullSystemGiveItsRiapar() throws IOException {
        Path fold = fold("one");
        Path json = folder.resolve("report.json");
        CommandRun run =
                CommandRun.of(
                        "evaluate",
                        "--dev",
                        fold.resolve("dev.csv"),
                        "--test",
                        fold.resolve("test.csv"),
                        "--iapar",
                        "3/40",
                        "--frr",
                        "1/50",
                        "--json",
                        json);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("9.50 % (IAPAR + FRR", "7.50 % (3/40)", "2.00 % (1/50)");
        assertThat(json).content().contains("full system, RIAPAR");
        Path test = fold.resolve("test.csv");
        for (String wrong : List.of("3", "5/4", "0/0", "a/b", "-1/3")) {
            CommandRun refused =
                    CommandRun.of("evaluate", "--test", test, "--iapar", wrong, "--frr", "1/2");
            assertThat(refused.code()).as(wrong).isEqualTo(2);
            assertThat(refused.err()).as(wrong).contains("such as 3/120");
        }
        assertThat(CommandRun.of("evaluate", "--test", test, "--iapar", "1/2").err())
                .contains("--frr");
    }

    @Test
    void saysWhichArgumentsAreMissing() throws IOException {
        Path test = fold("one").resolve("test.csv");
        assertThat(CommandRun.of("evaluate").code()).isEqualTo(2);
        assertThat(CommandRun.of("evaluate", "--test", test).err()).contains("needs --dev");
        assertThat(CommandRun.of("evaluate", "--test", test, "--run", folder).err())
                .contains("either --dev and --test, or --run");
        assertThat(CommandRun.of("evaluate", "--test", test, "--interval", "wald").err())
                .contains("clopper-pearson or wilson");
        assertThat(
                        CommandRun.of(
                                        "evaluate",
                                        "--dev",
                                        test,
                                        "--test",
                                        test,
                                        "--criterion",
                                        "fixed=0.01")
                                .err())
                .contains("'--dev' cannot be combined");
        CommandRun fixed = CommandRun.of("evaluate", "--test", test, "--criterion", "fixed=0.01");
        assertThat(fixed.code()).as(fixed.err()).isZero();
        assertThat(CommandRun.of("evaluate", "--run", folder.resolve("none")).err())
                .contains("There is no run folder");
    }
}
