package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.SyntheticDataset;
import org.lgsc.eval.internal.protocol.ScoreFacts;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;

/** One data set, or one kind of attack, left out: by the commands alone, from videos to rates. */
class LeaveOneOutTest {
    private static final SyntheticDataset FACES =
            SyntheticDataset.builder()
                    .subjects(2, 1, 2)
                    .liveCaptures(1)
                    .attacksPerSpecies(1)
                    .species(PaiSpecies.PRINT, PaiSpecies.REPLAY)
                    .size(80)
                    .build();

    @TempDir Path folder;

    private int made;

    private void video(String file, boolean live) throws IOException {
        List<Sample> fit =
                FACES.dataset().samples(Split.TRAIN).stream()
                        .filter(s -> s.label().isLive() == live)
                        .toList();
        RgbImage face = fit.get(made++ % fit.size()).image().load();
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        TestVideo.write(path, List.of(face, face, face));
    }

    /** Three published sets, each with a few videos of every split and a cache. */
    private void publishedSets() throws IOException {
        for (String subject : List.of("train_release/1", "train_release/16", "test_release/1")) {
            video("casia/" + subject + "/1.avi", true);
            video("casia/" + subject + "/3.avi", false);
            video("casia/" + subject + "/HR_4.avi", false);
        }
        for (String name :
                List.of("Train_files/1_1_01_", "Dev_files/1_1_21_", "Test_files/2_3_36_")) {
            video("oulu/" + name + "1.avi", true);
            video("oulu/" + name + "2.avi", false);
        }
        for (int client = 1; client <= 3; client++) {
            video("msu/real/real_client00" + client + "_laptop_SD_scene01.avi", true);
            video(
                    "msu/attack/attack_client00" + client + "_laptop_SD_ipad_video_scene01.avi",
                    false);
        }
        Files.writeString(folder.resolve("msu/train_sub_list.txt"), "01\n02\n");
        Files.writeString(folder.resolve("msu/test_sub_list.txt"), "03\n");
        for (String set : List.of("casia", "oulu", "msu")) {
            prepare(set, folder.resolve(set), "cache-" + set);
        }
    }

    private void prepare(String set, Path root, String cache) {
        ok(
                "prepare",
                "--dataset",
                set,
                "--root",
                root,
                "--out",
                folder.resolve(cache),
                "--frames",
                2,
                "--detector",
                "none");
    }

    private static CommandRun ok(Object... words) {
        CommandRun run = CommandRun.of(words);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static void assertRefused(int code, CommandRun run, String... parts) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(parts).doesNotContain("\tat ", "Exception");
    }

    private static Object[] words(Object[] first, Object... more) {
        List<Object> all = new ArrayList<>(Arrays.asList(first));
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    private Object[] several(String command, boolean caches, String order) {
        List<Object> words = new ArrayList<>(List.of(command, "--train-on", order));
        words.addAll(List.of("--test-on", "msu-mfsd"));
        for (String[] set :
                new String[][] {{"oulu-npu", "oulu"}, {"casia", "casia"}, {"msu", "msu"}}) {
            words.addAll(List.of("--root", set[0] + "=" + folder.resolve(set[1])));
            if (caches) {
                words.addAll(List.of("--cache", set[0] + "=" + folder.resolve("cache-" + set[1])));
            }
        }
        return words.toArray();
    }

    private static Object[] tiny(Path model, int steps) {
        return new Object[] {
            "--out",
            model,
            "--recipe",
            "small-scale",
            "--base-width",
            2,
            "--size",
            32,
            "--patches",
            1,
            "--steps",
            steps,
            "--encoder-steps",
            0,
            "--batch",
            4,
            "--no-augment",
            "--no-baseline"
        };
    }

    @Test
    void oneDataSetLeftOut() throws IOException {
        publishedSets();
        CommandRun protocols = ok(several("protocols", false, "oulu-npu,casia-mfsd"));
        assertThat(protocols.out())
                .contains("Data set oulu-npu: 6 files", "Data set casia-mfsd: 9 files")
                .contains("Protocol all+all to grandtest")
                .contains("train  5 videos, 2 subjects: 2 bona fide, 3 attacks")
                .contains("dev    5 videos, 2 subjects: 2 bona fide, 3 attacks")
                .contains("test   2 videos, 1 subject: 1 bona fide, 1 attacks")
                .contains("development, and so the threshold, is of casia-mfsd and oulu-npu");
        assertThat(ok(words(several("protocols", false, "casia,oulu"), "--whole-target")).out())
                .contains("test   6 videos, 3 subjects: 3 bona fide, 3 attacks");

        Path model = folder.resolve("m.zip");
        Path run = folder.resolve("run");
        Object[] train =
                words(
                        words(several("train", true, "oulu-npu,casia-mfsd"), tiny(model, 4)),
                        "--checkpoints",
                        run);
        ok(train);
        float[] expected = LgscModel.load(model).graph().params().toFloatVector();
        assertThat(LgscModel.load(model).metadata().provenance().dataset())
                .isEqualTo("casia-mfsd+oulu-npu to msu-mfsd, protocol all+all to grandtest");

        // gone on with by its folder alone, and named in another order
        try (Stream<Path> all = Files.list(run)) {
            List<Path> checkpoints =
                    all.filter(f -> f.toString().endsWith(".lgsc")).sorted().toList();
            assertThat(checkpoints).hasSizeGreaterThan(1);
            for (Path later : checkpoints.subList(1, checkpoints.size())) {
                Files.delete(later);
            }
        }
        CommandRun resumed =
                ok("train", "--resume", run, "--train-on", "casia-mfsd,oulu-npu", "--no-baseline");
        assertThat(resumed.err()).contains("Resumed at step");
        assertThat(LgscModel.load(model).graph().params().toFloatVector()).isEqualTo(expected);

        for (String split : List.of("dev", "test")) {
            ok(
                    words(
                            several("score", true, "oulu-npu,casia-mfsd"),
                            "--model",
                            model,
                            "--split",
                            split,
                            "--out",
                            folder.resolve(split + ".csv")));
        }
        assertThat(ScoreFile.read(folder.resolve("dev.csv")))
                .extracting(PadScore::subject)
                .containsOnly("casia-mfsd/16", "oulu-npu/21");
        assertThat(ScoreFile.read(folder.resolve("test.csv")))
                .hasSize(4)
                .allMatch(s -> s.subject().equals("msu-mfsd/003") && s.hasResponse());
        assertThat(ScoreFacts.read(folder.resolve("test.csv")).orElseThrow().system())
                .containsEntry(ScoreFacts.DATASET, "casia-mfsd+oulu-npu to msu-mfsd");
        CommandRun evaluated =
                ok(
                        "evaluate",
                        "--dev",
                        folder.resolve("dev.csv"),
                        "--test",
                        folder.resolve("test.csv"));
        assertThat(evaluated.out()).containsPattern("HTER .* %").containsPattern("AUC +[01]\\.\\d");
    }

    @Test
    void whatIsWrongWithSeveralSetsIsNamed() throws IOException {
        publishedSets();
        Object[] sets = several("protocols", false, "oulu-npu,casia-mfsd");
        assertRefused(
                2, CommandRun.of(words(sets, "--dataset", "siw")), "--train-on and", "--dataset");
        assertRefused(
                2,
                CommandRun.of("protocols", "--train-on", "oulu-npu"),
                "--train-on and --test-on are both required");
        assertRefused(
                2,
                CommandRun.of(
                        "protocols",
                        "--train-on",
                        "oulu-npu",
                        "--test-on",
                        "msu-mfsd",
                        "--root",
                        "oulu=" + folder.resolve("oulu")),
                "--root msu-mfsd=DIR");
        assertRefused(
                2,
                CommandRun.of(words(sets, "--root", folder.resolve("oulu"))),
                "must be NAME=DIR, NAME being one of oulu-npu, casia-mfsd, msu-mfsd");
        assertRefused(
                2,
                CommandRun.of(words(sets, "--root", "oulu=" + folder)),
                "--root is given twice for oulu-npu");
        assertRefused(
                1,
                CommandRun.of(several("protocols", false, "oulu-npu,msu-mfsd,casia")),
                "msu-mfsd is trained and tested on");
        assertRefused(
                1,
                CommandRun.of(several("protocols", false, "oulu-npu,casia,oulu")),
                "oulu-npu is named twice");
        assertRefused(
                2,
                CommandRun.of(
                        words(
                                several("train", false, "oulu-npu,casia-mfsd"),
                                tiny(folder.resolve("m.zip"), 1))),
                "--cache oulu-npu=DIR is required");
        assertRefused(
                2,
                CommandRun.of(
                        "protocols",
                        "--dataset",
                        "oulu",
                        "--root",
                        "oulu=" + folder.resolve("oulu")),
                "goes with --train-on");
        assertRefused(
                2,
                CommandRun.of(words(sets, "--protocol", "oulu-npu=3")),
                "--fold oulu-npu=F is required",
                "protocol 3, fold 6");
        assertThat(ok(words(sets, "--protocol", "oulu-npu=1", "--protocol", "msu=grandtest")).out())
                .contains("Protocol all+1 to grandtest");
        Path other = folder.resolve("cache-other");
        ok(
                "prepare",
                "--dataset",
                "oulu",
                "--root",
                folder.resolve("oulu"),
                "--out",
                other,
                "--frames",
                2,
                "--detector",
                "none",
                "--enlargement",
                2);
        Object[] mixed =
                words(
                        several("train", true, "oulu-npu,casia-mfsd"),
                        tiny(folder.resolve("m.zip"), 1));
        for (int i = 0; i < mixed.length; i++) {
            if (mixed[i].toString().startsWith("oulu-npu=" + folder.resolve("cache"))) {
                mixed[i] = "oulu-npu=" + other;
            }
        }
        assertRefused(1, CommandRun.of(mixed), "enlargement");
    }

    private void ownSet() throws IOException {
        Path root = Files.createDirectories(folder.resolve("own"));
        for (Split split : Split.values()) {
            StringBuilder list = new StringBuilder("filename,subject,attack_type\n");
            for (Sample s : FACES.dataset().samples(split)) {
                String name = s.id().replaceAll("[^A-Za-z0-9]", "-") + ".png";
                ImageEncoder.writePng(s.image().load(), root.resolve(name));
                String kind = s.species().equals("replay") ? "phone replay" : s.species();
                list.append(String.join(",", name, s.subject(), kind)).append('\n');
            }
            Files.writeString(root.resolve(split.folder() + ".csv"), list);
        }
        prepare("csv", root, "cache-own");
    }

    @Test
    void oneKindOfAttackLeftOut() throws IOException {
        ownSet();
        Object[] set = {"--dataset", "csv", "--root", folder.resolve("own")};
        assertThat(ok(words(new Object[] {"protocols"}, set)).out())
                .contains(
                        "Made of the set: protocol unseen, fold phone-replay; protocol unseen, fold"
                                + " print");
        CommandRun unseen = ok(words(new Object[] {"protocols", "--protocol", "unseen"}, set));
        assertThat(unseen.out())
                .contains("Protocol unseen, fold phone-replay", "Protocol unseen, fold print")
                .contains("train  4 pictures, 2 subjects: 2 bona fide, 2 attacks (print 2)")
                .contains("test   4 pictures, 2 subjects: 2 bona fide, 2 attacks (phone replay 2)")
                .contains(
                        "training and development are without print; the test has bona fide and"
                                + " print of the test split");
        Object[] cached = words(set, "--cache", folder.resolve("cache-own"));
        Path run = folder.resolve("run");
        for (String fold : List.of("print", "phone-replay")) {
            Object[] protocol = words(cached, "--protocol", "unseen", "--fold", fold);
            Path model = folder.resolve(fold + ".zip");
            ok(words(words(new Object[] {"train"}, protocol), tiny(model, 1)));
            Files.createDirectories(run.resolve(fold));
            for (String split : List.of("dev", "test")) {
                ok(
                        words(
                                words(new Object[] {"score", "--split", split}, protocol),
                                "--model",
                                model,
                                "--out",
                                run.resolve(fold).resolve(split + ".csv")));
            }
        }
        assertThat(ScoreFile.read(run.resolve("print/dev.csv")))
                .extracting(PadScore::species)
                .containsOnly("", "phone replay");
        assertThat(ScoreFile.read(run.resolve("print/test.csv")))
                .extracting(PadScore::species)
                .containsOnly("", "print");
        assertThat(ScoreFacts.read(run.resolve("print/test.csv")).orElseThrow().system())
                .containsEntry(ScoreFacts.PROTOCOL, "unseen")
                .containsEntry(ScoreFacts.FOLD, "print")
                .containsEntry(ScoreFacts.FOLDS, "phone-replay print")
                .containsEntry(ScoreFacts.TRAINED_ON, "csv, protocol unseen, fold print");
        CommandRun evaluated = ok("evaluate", "--run", run);
        assertThat(evaluated.out())
                .containsPattern("(?m)^phone-replay .* %")
                .containsPattern("(?m)^print .* %")
                .containsPattern("mean±std ddof=0 .*±.* %")
                .doesNotContain("missing");
        Files.move(run.resolve("print"), folder.resolve("print-elsewhere"));
        assertThat(ok("evaluate", "--run", run).out())
                .contains("these are 1 of the protocol's 2 folds: print is missing");
        assertRefused(
                2,
                CommandRun.of(words(new Object[] {"train", "--protocol", "unseen"}, cached)),
                "--out");
        assertRefused(
                2,
                CommandRun.of(
                        words(
                                words(new Object[] {"train", "--protocol", "unseen"}, cached),
                                tiny(folder.resolve("m.zip"), 1))),
                "--fold is required",
                "protocol unseen, fold print");
        assertRefused(
                1,
                CommandRun.of(
                        words(
                                new Object[] {
                                    "protocols", "--protocol", "unseen", "--fold", "mask"
                                },
                                set)),
                "no fold 'mask'",
                "phone-replay, print");
    }
}
