package org.lgsc.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.CommandRun;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;

/** From unpacked data sets to the paper's tables, with a tiny network. */
class ReproduceSetsTest {
    @TempDir static Path folder;

    private static Path oulu;
    private static Path siw;
    private static Path casia;
    private static Path replay;
    private static Path msu;

    @BeforeAll
    static void write() throws IOException {
        PaperTrees trees = new PaperTrees(folder.resolve("sets"));
        oulu = trees.oulu();
        siw = trees.siw();
        casia = trees.casia();
        replay = trees.replay();
        msu = trees.msu();
    }

    private static CommandRun run(Path work, Object table, Object... more) {
        return CommandRun.of(ReproduceCommand.words(work, table, more).toArray());
    }

    private static CommandRun done(Path work, Object table, Object... more) {
        CommandRun run = run(work, table, more);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        return run;
    }

    private static List<String> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void table1InPartsAndTable4FromItsTraining() throws IOException {
        Path work = folder.resolve("work1");
        CommandRun plan = done(work, "table1", "--siw", siw, "--dry-run");
        assertThat(plan.out())
                .contains("Table 1: SiW", "siw-p2", "4 folds, 0 done")
                .contains("train 8 + 20, dev 8 + 20, test 8 + 20 bona fide + attacks")
                .contains("To do: 7 folds, 7 trainings. On this machine about")
                .contains("frames all of each video", "random weights (the paper: ImageNet's)")
                .contains("Unlike the recipe paper: ", "baseWidth 2 (recipe: 64)");
        assertThat(work.resolve("table1")).doesNotExist();
        assertThat(list(work)).as("what the rehearsal leaves").isEmpty();

        CommandRun part = done(work, "table1", "--siw", siw, "--protocol", 3, "--fold", 2);
        assertThat(part.out()).contains("| siw-p3 | 1 of 2 |", "| siw-p1 | 0 of 1 |");
        assertThat(part.err()).contains("[7/7] siw-p3, fold-2").doesNotContain("siw-p1, fold");
        CommandRun rest = done(work, "table1", "--siw", siw);
        assertThat(rest.err()).contains("[7/7] siw-p3, fold-2: done before");
        assertThat(rest.out())
                .contains("| siw-p2 | 4 of 4 | replay ", "| siw-p1 | 1 of 1 | print ")
                .contains("0 bona fide, 0 attacks |", "a video counts once, with the mean")
                .contains("criterion eer");
        Path out = work.resolve("table1");
        JsonNode json = new ObjectMapper().readTree(out.resolve("table1.json").toFile());
        assertThat(json.path("protocols").get(1).path("foldsDone").intValue()).isEqualTo(4);
        // a person with 8 videos of each replay medium's fold: live ones and 4 attacks
        assertThat(json.at("/protocols/1/presentations/bonaFide").intValue()).isEqualTo(32);
        assertThat(json.at("/protocols/1/presentations/attacks").intValue()).isEqualTo(16);
        assertThat(json.at("/protocols/0/species/0/species").textValue()).isEqualTo("print");
        assertThat(json.at("/protocols/0/published").size()).isPositive();
        assertThat(out.resolve("table1.html")).content().contains("How it was run", "siw-p3");
        assertThat(Files.readAllLines(out.resolve("table1-folds.csv")))
                .contains("protocol,fold,metric,value,errors,trials")
                .anyMatch(line -> line.startsWith("siw-p2,fold-4,APCER replay,"));
        assertThat(out.resolve("table1.csv")).exists();
        assertThat(out.resolve("siw-p2/report/report.html")).exists();
        assertThat(list(work.resolve("trainings"))).hasSize(7);
        try (Stream<Path> all = Files.walk(work.resolve("trainings"))) {
            assertThat(all.filter(p -> p.toString().endsWith(".lgsc"))).isEmpty();
        }

        // frames instead of videos: nothing is trained for it
        CommandRun frames = done(work, "table1", "--siw", siw, "--fusion", "none");
        assertThat(frames.err().split("done before", -1)).hasSize(8);
        json = new ObjectMapper().readTree(out.resolve("table1.json").toFile());
        assertThat(json.at("/protocols/1/presentations/bonaFide").intValue()).isEqualTo(4 * 32);

        CommandRun inter = done(work, "table4", "--siw", siw, "--oulu", oulu);
        assertThat(inter.out())
                .contains("| siw-oulu-p3 | 6 of 6 |", "Trained on SiW protocol 1 once");
        assertThat(list(work.resolve("trainings"))).as("none but those of table 1").hasSize(7);
        Path fold = work.resolve("table4/siw-oulu-p4/fold-6");
        assertThat(list(fold))
                .containsExactly(
                        "dev.csv",
                        "dev.csv.json",
                        "experiment.txt",
                        "files.txt",
                        "fold.json",
                        "test.csv",
                        "test.csv.json");
        assertThat(fold.resolve("test.csv")).content().contains("oulu-npu/");
        assertThat(fold.resolve("dev.csv")).content().doesNotContain("oulu");

        CommandRun other = run(work, "table1", "--siw", siw, "--margin", 0.4);
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("other data or options; give another folder with --out");
    }

    @Test
    void table2FoldByFoldAndTheAblationOnItsFirst() throws IOException {
        Path work = folder.resolve("work2");
        CommandRun first = done(work, "table2", "--oulu", oulu, "--max-folds", 2);
        assertThat(first.err()).contains("[14/14] oulu-p4, fold-6: later");
        assertThat(first.out()).contains("| oulu-p1 | 1 of 1 |", "| oulu-p4 | 0 of 6 | | | | |");
        CommandRun second =
                done(work, "table2", "--oulu", oulu, "--protocol", "oulu-p3", "--max-folds", 1);
        assertThat(second.out()).contains("| oulu-p2 | 1 of 1 |", "| oulu-p3 | 1 of 6 |");
        assertThat(list(work.resolve("trainings"))).hasSize(3);

        CommandRun ablation = done(work, "table5", "--oulu", oulu, "--seeds", 2);
        assertThat(ablation.out())
                .contains(
                        "| full | 2 of 2 |",
                        "| resized-input | 2 of 2 |",
                        "differences in ACER over the seeds")
                .contains("2 trainings of each fold, seeds 12345 to 12346");
        assertThat(list(work.resolve("trainings")))
                .as("the full method with the first seed is table 2's")
                .hasSize(3 + 14 - 1);

        CommandRun seeds =
                done(
                        work,
                        "table2",
                        "--oulu",
                        oulu,
                        "--seeds",
                        2,
                        "--protocol",
                        1,
                        "--out",
                        work.resolve("seeds"));
        assertThat(list(work.resolve("seeds/oulu-p1"))).contains("fold-1-seed-1", "fold-1-seed-2");
        assertThat(seeds.out()).contains("| oulu-p1 | 2 of 2 |");

        CommandRun none = run(work, "table2", "--oulu", oulu, "--protocol", 7);
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("no such protocol or fold", "oulu-p3: fold-1, fold-2");
    }

    /** As a user would: the process is killed within the first fold and started again. */
    @Test
    void table3GoesOnWithinTheFoldInWhichItWasKilled() throws Exception {
        Path work = folder.resolve("work3");
        List<String> words =
                ReproduceCommand.words(
                        work,
                        "table3",
                        "--casia",
                        casia,
                        "--replay",
                        replay,
                        "--checkpoint-minutes",
                        0,
                        "--steps",
                        60);
        ReproduceCommand.killInItsFirstFold(
                words, work, folder.resolve(work.getFileName() + "-killed.log"));
        assertThat(work.resolve("table3/casia-replay/fold-1")).doesNotExist();

        CommandRun rest = CommandRun.of(words.toArray());
        assertThat(rest.code()).as(rest.out() + rest.err()).isZero();
        assertThat(rest.err()).contains("Resumed at step ");
        assertThat(rest.out())
                .contains("| casia-replay | 1 of 1 |", "| replay-casia | 1 of 1 |", "ours HTER")
                .contains("The threshold is fitted on the development split of the training set");
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return to;
    }

    @Test
    void anotherVersionOfASetIsRefusedAndAMovedOneIsNot() throws IOException {
        Path work = folder.resolve("work8");
        done(work, "table3", "--casia", casia, "--replay", replay);
        Path moved = copy(casia, folder.resolve("mounted/elsewhere"));
        CommandRun again = done(work, "table3", "--casia", moved, "--replay", replay);
        assertThat(again.err())
                .contains("casia-replay, fold-1: done before", "replay-casia, fold-1: done before");

        PaperTrees others = new PaperTrees(folder.resolve("others"));
        others.msu(); // so that the next pictures are others
        Object[] other = {"--casia", others.casia(), "--replay", replay};
        CommandRun refused = run(work, "table3", other);
        assertThat(refused.code()).isEqualTo(1);
        Path faces = work.resolve("faces/casia-mfsd");
        assertThat(refused.err())
                .contains("Folder " + faces + " has faces of other files of casia-mfsd")
                .contains("of 60 files ", "have another size (the first: ", "another folder");
        assertThat(run(work, "table3", with(other, "--dry-run", "")).err())
                .contains("has faces of other files");

        Folders.delete(faces);
        assertThat(run(work, "table3", other).err())
                .contains(
                        work.resolve("table3/casia-replay/fold-1") + " contains a fold of other",
                        "--work");
        Folders.delete(work.resolve("table3"));
        CommandRun trained = run(work, "table3", other);
        assertThat(trained.code()).isEqualTo(1);
        assertThat(trained.err()).contains("contains a training of other data");
    }

    private static Object[] with(Object[] words, Object... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
    }

    private static List<Object> four(Object... more) {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                "--oulu",
                                oulu,
                                "--casia",
                                casia,
                                "--replay",
                                replay,
                                "--msu",
                                msu));
        words.addAll(List.of(more));
        return words;
    }

    /** Each way, killed in the first and gone on with. */
    @Test
    void eachOfFourSetsIsLeftOut() throws Exception {
        Path work = folder.resolve("work6");
        Object[] how = four("--checkpoint-minutes", 0, "--steps", 20).toArray();
        // 2 x 18 live videos of OULU-NPU, 3 x 3 of CASIA-MFSD and 4 of Replay-Attack to learn from
        CommandRun plan =
                done(
                        work,
                        "ocim",
                        four("--checkpoint-minutes", 0, "--steps", 20, "--dry-run", "").toArray());
        assertThat(plan.out())
                .contains("OCIM: one data set of four left out", "To do: 4 folds, 4 trainings")
                .contains(
                        "oci-m              1 fold, 0 done; fold-1: train 49 + 191, dev 25 + 101,")
                .contains("test 6 + 18 bona fide + attacks", "This table is not in the paper");

        List<String> words = ReproduceCommand.words(work, "ocim", how);
        ReproduceCommand.killInItsFirstFold(
                words, work, folder.resolve(work.getFileName() + "-killed.log"));
        assertThat(work.resolve("ocim/oci-m/fold-1")).doesNotExist();
        CommandRun one = CommandRun.of(with(words, "--max-folds", "1").toArray());
        assertThat(one.code()).as(one.out() + one.err()).isZero();
        assertThat(one.err()).contains("Resumed at step ", "[4/4] icm-o, fold-1: later");
        assertThat(one.out()).contains("| mean of 1 of 4 directions |", "| icm-o | 0 of 1 |");
        CommandRun rest = CommandRun.of(words.toArray());
        assertThat(rest.code()).as(rest.out() + rest.err()).isZero();
        assertThat(rest.err()).contains("[1/4] oci-m, fold-1: done before");
        assertThat(rest.out())
                .contains(
                        "# OCIM: one data set of four left out", "This table is not in the paper.")
                .contains("| | ours HTER | ours AUC | ours APCER |", "Tested on all presentations")
                .containsPattern(
                        "\\| mean of 4 directions \\| [\\d.]+±[\\d.]+ \\| [\\d.]+±[\\d.]+ \\|")
                .contains("| omi-c | 1 of 1 |", "each class is drawn from the sources in turn")
                .doesNotContain("arXiv", "published |", "Errata of the printed table");

        Path out = work.resolve("ocim");
        JsonNode json = new ObjectMapper().readTree(out.resolve("ocim.json").toFile());
        double mean = 0;
        for (JsonNode row : json.path("protocols")) {
            mean += row.at("/ours/HTER/mean").doubleValue() / 4;
            assertThat(row.path("published")).isEmpty();
        }
        assertThat(json.at("/mean/ours/HTER/mean").doubleValue()).isCloseTo(mean, within(1e-12));
        assertThat(json.at("/protocols/0/presentations/bonaFide").intValue()).isEqualTo(6);
        assertThat(json.at("/protocols/0/presentations/attacks").intValue()).isEqualTo(18);
        assertThat(Files.readAllLines(out.resolve("ocim.csv")))
                .hasSize(6)
                .contains("table,protocol,method,HTER,AUC,APCER,BPCER,ACER,from")
                .anyMatch(line -> line.startsWith("ocim,mean of 4 directions,ours,"));
        assertThat(ScoreFile.read(out.resolve("oci-m/fold-1/dev.csv")))
                .extracting(PadScore::subject)
                .containsOnly("casia-mfsd/04", "oulu-npu/21", "replay-attack/003");
        assertThat(ScoreFile.read(out.resolve("oci-m/fold-1/test.csv")))
                .extracting(PadScore::subject)
                .containsOnly("msu-mfsd/001", "msu-mfsd/002", "msu-mfsd/003");

        Path split = folder.resolve("work6-split");
        List<String> alone = with(words, "--no-whole-target", "--out", split.toString());
        CommandRun test = CommandRun.of(alone.toArray());
        assertThat(test.code()).as(test.out() + test.err()).isZero();
        assertThat(test.out()).contains("Tested on the test split of the left-out set");
        assertThat(ScoreFile.read(split.resolve("oci-m/fold-1/test.csv")))
                .extracting(PadScore::subject)
                .containsOnly("msu-mfsd/003");
        assertThat(list(work.resolve("trainings"))).as("none but those of before").hasSize(4);

        // without its lists MSU-MFSD can be tested on as a whole, and not learnt from
        Files.delete(msu.resolve("train_sub_list.txt"));
        CommandRun part =
                CommandRun.of(
                        with(words, "--dry-run", "--out", folder.resolve("part").toString())
                                .toArray());
        assertThat(part.code()).as(part.err()).isZero();
        assertThat(part.out())
                .contains("  oci-m ", "left out: icm-o: There is no list ", "To do: 1 fold")
                .doesNotContain("  icm-o ");
    }

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void aSetOfFourIsMissing() {
        Path work = folder.resolve("work7");
        CommandRun three = run(work, "ocim", "--oulu", oulu, "--casia", casia, "--replay", replay);
        assertThat(three.code()).isEqualTo(1);
        assertThat(three.err())
                .contains("No fold of ocim can be run", "oci-m: msu-mfsd was not given", "--msu");
        CommandRun simulated = CommandRun.of("reproduce", "ocim", "--synthetic");
        assertThat(simulated.code()).isEqualTo(2);
        assertThat(simulated.err()).contains("The table ocim needs unpacked data sets", "--msu");
        CommandRun other =
                CommandRun.of(
                        "reproduce", "table1", "--siw", siw, "--work", work, "--no-whole-target");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("'--whole-target' is only for ocim");
    }

    @Test
    void simulatedTablesCanBeRunInParts() {
        CommandRun run =
                CommandRun.of(
                        "reproduce",
                        "table5",
                        "--synthetic",
                        "--fold",
                        "seed-9",
                        "--out",
                        folder.resolve("part"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("There is no such protocol or fold", "no-triplet: seed-1, seed-2");
    }

    @Test
    void whatIsMissingIsNamed() {
        Path work = folder.resolve("work4");
        CommandRun one = run(work, "table3", "--casia", casia);
        assertThat(one.code()).isEqualTo(1);
        assertThat(one.err())
                .contains(
                        "No fold of table3 can be run", "replay-attack was not given", "--replay");
        CommandRun none = CommandRun.of("reproduce", "table3");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("--oulu", "--data DIR, or --synthetic");
        CommandRun workless = CommandRun.of("reproduce", "table1", "--siw", siw);
        assertThat(workless.code()).isEqualTo(2);
        assertThat(workless.err()).contains("--work=DIR");
        CommandRun frames = run(work, "table1", "--siw", siw, "--cache-frames", "sw=3");
        assertThat(frames.code()).isEqualTo(2);
        assertThat(frames.err()).contains("--cache-frames");
        CommandRun narrow =
                CommandRun.of(
                        "reproduce", "table1", "--siw", siw, "--work", work, "--base-width", 2);
        assertThat(narrow.code()).isEqualTo(1);
        assertThat(narrow.err())
                .contains("ImageNet's encoder, the default of the recipe paper", "--encoder none");
    }

    @Test
    void aHandfulOfFramesIsSaid() {
        CommandRun plan =
                run(
                        folder.resolve("work5"),
                        "table1",
                        "--siw",
                        siw,
                        "--protocol",
                        1,
                        "--cache-frames",
                        "siw=3",
                        "--dry-run");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains(
                        "3 evenly spaced frames",
                        "its first 60 only",
                        "siw=all, or siw=first=60, but then the test has only these frames");
    }
}
