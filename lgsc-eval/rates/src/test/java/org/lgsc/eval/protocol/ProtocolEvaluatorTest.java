package org.lgsc.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.eval.internal.protocol.ScoreFacts;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.score.ScoreMeaning;
import org.lgsc.eval.threshold.Criterion;

class ProtocolEvaluatorTest {
    @TempDir private Path folder;

    private static List<PadScore> scores(String prefix, double liveAt, double attackAt) {
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String subject = prefix + i;
            scores.add(PadScore.live(subject + "/live", subject, liveAt + i / 16.0));
            scores.add(PadScore.attack(subject + "/print", "print", subject, attackAt + i / 16.0));
        }
        return scores;
    }

    private void fold(String name, double liveAt, double attackAt) throws IOException {
        Path at = Files.createDirectories(folder.resolve(name));
        ScoreFile.write(at.resolve("dev.csv"), scores("d", 0, 0.5));
        ScoreFile.write(at.resolve("test.csv"), scores("t", liveAt, attackAt));
    }

    @Test
    void evaluatesEveryFoldWithItsOwnThreshold() throws IOException {
        fold("fold-10", 0, 0.5);
        fold("fold-2", 0.25, 0.5); // live .25 to .4375, all above .34375 but two
        Files.createDirectories(folder.resolve("notes"));
        RunFolder.describeRun(
                folder,
                new RunFolder.Description("Run", Map.of("seed", "7"), List.of("print", "mask")));
        RunFolder.describeFold(folder.resolve("fold-2"), Map.of("model", "m2"));
        ProtocolReport report =
                ProtocolEvaluator.builder()
                        .system("by", "test")
                        .ddof(1)
                        .build()
                        .evaluate(RunFolder.read(folder));
        assertThat(report.folds())
                .extracting(FoldEvaluation::name)
                .containsExactly("fold-2", "fold-10");
        PadReport second = report.folds().get(0).report();
        // dev: live up to .1875, attacks from .5: in the middle
        assertThat(second.threshold().spoofScore()).isCloseTo(0.34375, within(1e-12));
        assertThat(second.bpcer()).isEqualTo(Rate.of(2, 4));
        assertThat(second.title()).isEqualTo("Run, fold-2");
        assertThat(second.provenance())
                .containsEntry("seed", "7")
                .containsEntry("model", "m2")
                .containsEntry("by", "test");
        assertThat(second.warnings()).anyMatch(w -> w.contains("species mask"));
        assertThat(report.folds().get(1).report().acer()).isZero();
        assertThat(report.summary().metric("ACER").mean()).isEqualTo(0.125);
        assertThat(report.summary().metric("ACER").deviation())
                .isCloseTo(0.25 / Math.sqrt(2), within(1e-12));
        assertThat(report.toText()).contains("Run, fold-2", "Run, fold-10", "mean±std ddof=1");
    }

    @Test
    void namesTheWorstErrorsAndTheirPeople() {
        FoldEvaluation fold =
                ProtocolEvaluator.builder()
                        .build()
                        .fold(
                                "one",
                                scores("d", 0, 0.5),
                                List.of(
                                        PadScore.live("a", "s", 0.9),
                                        PadScore.live("b", "s", 0.5),
                                        PadScore.live("c", "t", 0.1),
                                        PadScore.live("n", "t", Double.NaN),
                                        PadScore.attack("d", "print", "t", 0.0),
                                        PadScore.attack("e", "print", "u", 0.8)));
        assertThat(fold.errors()).extracting(e -> e.score().id()).containsExactly("a", "b", "d");
        assertThat(fold.errors().get(0).distance()).isCloseTo(0.9 - 0.34375, within(1e-9));
        assertThat(fold.figures().subjects())
                .extracting(SubjectErrors::subject)
                .containsExactly("s", "t");
        assertThat(fold.figures().subjects().get(0).bpcer()).isEqualTo(Rate.of(2, 2));
        assertThat(fold.figures().subjects().get(1).apcer()).isEqualTo(Rate.of(1, 1));
        // 2 of 2 against 3 of 5 for everybody: the interval of 2 of 2 starts at 0.16
        assertThat(fold.figures().subjects()).noneMatch(SubjectErrors::outlier);
    }

    @Test
    void anOutlierHasAnErrorRateOfItsOwn() {
        List<PadScore> test = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            test.add(PadScore.live("l" + i, "t" + i % 20, i % 20 == 7 && i < 200 ? 0.9 : 0.1));
            test.add(PadScore.attack("a" + i, "print", "t" + i % 20, 0.8));
        }
        List<SubjectErrors> subjects =
                ProtocolEvaluator.builder()
                        .build()
                        .fold("one", scores("d", 0, 0.5), test)
                        .figures()
                        .subjects();
        assertThat(subjects).hasSize(1);
        assertThat(subjects.get(0).subject()).isEqualTo("t7");
        assertThat(subjects.get(0).outlier()).isTrue();
    }

    @Test
    void fusesFramesAndTurnsScores() throws IOException {
        Path dev = folder.resolve("d.csv");
        Path test = folder.resolve("t.csv");
        ScoreFile.write(dev, scores("d", 0, 0.5));
        List<PadScore> frames = new ArrayList<>();
        for (int f = 0; f < 3; f++) {
            frames.add(new PadScore("v", Label.LIVE, "", "s", "v", f, f == 0 ? 0.9 : 0.1));
            frames.add(new PadScore("w", Label.SPOOF, "print", "s", "w", f, 0.9));
        }
        ScoreFile.write(test, frames);
        PadReport each =
                ProtocolEvaluator.builder().fusion(null).build().fold("x", dev, test).report();
        assertThat(each.bpcer()).isEqualTo(Rate.of(1, 3));
        assertThat(each.provenance()).doesNotContainKey("frames fused by");
        PadReport usual = ProtocolEvaluator.builder().build().fold("x", dev, test).report();
        assertThat(usual.bpcer()).isEqualTo(Rate.of(1, 1)); // (0.9 + 0.1 + 0.1) / 3 > 0.34
        assertThat(usual.apcer("print")).isEqualTo(Rate.of(0, 1));
        assertThat(usual.provenance()).containsEntry("frames fused by", "MEAN");
        assertThat(
                        ProtocolEvaluator.builder()
                                .build()
                                .fold("x", scores("d", 0, 0.5), frames)
                                .report()
                                .bpcer())
                .isEqualTo(Rate.of(1, 1));
        PadReport median =
                ProtocolEvaluator.builder()
                        .fusion(FrameFusion.MEDIAN)
                        .build()
                        .fold("x", dev, test)
                        .report();
        assertThat(median.bpcer()).isEqualTo(Rate.of(0, 1));
        assertThat(median.provenance()).containsEntry("frames fused by", "MEDIAN");
        PadReport turned =
                ProtocolEvaluator.builder()
                        .scoreMeaning(ScoreMeaning.SPOOF)
                        .criterion(Criterion.fixed(0.5))
                        .build()
                        .fold("x", null, test)
                        .report();
        assertThat(turned.apcer("print")).isEqualTo(Rate.of(1, 1));
    }

    private void fold(String name, String split, Map<String, String> facts) throws IOException {
        fold(name, 0, 0.5);
        for (String file : List.of("dev", "test")) {
            Map<String, String> all = new TreeMap<>(facts);
            all.put(ScoreFacts.SPLIT, file.equals("test") ? split : file);
            ScoreFacts.write(folder.resolve(name).resolve(file + ".csv"), all);
        }
    }

    private static Map<String, String> facts(String protocol, String fold) {
        return Map.of(
                ScoreFacts.DATASET,
                "oulu-npu",
                ScoreFacts.PROTOCOL,
                protocol,
                ScoreFacts.FOLD,
                fold,
                ScoreFacts.FOLDS,
                "1 2 3 4 5 6",
                ScoreFacts.TRAINED_ON,
                "oulu-npu, protocol " + protocol + ", fold " + fold);
    }

    private ProtocolReport run() {
        return ProtocolEvaluator.builder().build().evaluate(RunFolder.read(folder));
    }

    @Test
    void saysWhichFoldsAreMissing() throws IOException {
        for (String fold : List.of("1", "2", "3", "5", "6")) {
            fold("f" + fold, "test", facts("4", fold));
        }
        Files.createDirectories(folder.resolve("notes"));
        assertThat(run().toText())
                .contains("Note: these are 5 of the protocol's 6 folds: 4 is")
                .contains("Note: the folder notes holds no score files")
                .contains("\nf5  ")
                .doesNotContain("\n4   ");
        fold("f4", "test", facts("4", "4"));
        assertThat(run().notes()).noneMatch(n -> n.contains("missing"));
    }

    @Test
    void missingNumbersAreNoticedWithoutFactsToo() throws IOException {
        fold("fold-1", 0, 0.5);
        fold("fold-3", 0, 0.5);
        assertThat(run().notes()).singleElement().asString().contains("fold-2 is missing");
        fold("fold-2", 0, 0.5);
        assertThat(run().notes()).isEmpty();
    }

    @Test
    void foldsOfTwoProtocolsAreRefused() throws IOException {
        fold("a", "test", facts("4", "1"));
        fold("b", "test", facts("3", "2"));
        assertThatThrownBy(this::run)
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("protocol 3", "protocol 4", "one protocol");
        fold("b", "test", facts("4", "1"));
        assertThatThrownBy(this::run)
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("a and b", "fold 1");
    }

    @Test
    void aFoldMayBeTrainedWithSeveralSeeds() throws IOException {
        for (String seed : List.of("7", "8")) {
            Map<String, String> facts = new TreeMap<>(facts("4", "1"));
            facts.put(ScoreFacts.SEED, seed);
            fold("seed-" + seed, "test", facts);
        }
        assertThat(run().notes())
                .anyMatch(
                        n -> n.contains("over 2 trainings: folds were trained with several seeds"))
                .anyMatch(n -> n.contains("2, 3, 4, 5, 6 are missing"));
    }

    @Test
    void scoresOfAnotherSplitOrFoldAreRefused() throws IOException {
        fold("a", "train", facts("4", "1"));
        assertThatThrownBy(this::run)
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("test.csv", "scores of the train split");
        fold("a", "test", facts("4", "1"));
        ScoreFacts.write(folder.resolve("a/dev.csv"), facts("4", "2"));
        assertThatThrownBy(this::run)
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("fold 2", "fold 1", "the fold of the test");
    }

    @Test
    void aModelOfAnotherFoldIsNoted() throws IOException {
        Map<String, String> facts = new TreeMap<>(facts("4", "1"));
        facts.put(ScoreFacts.TRAINED_ON, "oulu-npu, protocol 4, fold 2");
        fold("a", "test", facts);
        assertThat(run().notes())
                .anyMatch(
                        n ->
                                n.contains("trained on oulu-npu, protocol 4, fold 2")
                                        && n.contains("may have been in"));
        assertThat(
                        ProtocolEvaluator.builder()
                                .build()
                                .evaluate(folder.resolve("a/dev.csv"), folder.resolve("a/test.csv"))
                                .toText())
                .contains("Note: the model was trained on oulu-npu");
        facts.put(ScoreFacts.TRAINED_ON, "siw, protocol 1");
        fold("a", "test", facts);
        assertThat(run().notes()).noneMatch(n -> n.contains("trained"));
    }

    @Test
    void refusesWhatCannotBeEvaluated() throws IOException {
        Path test = folder.resolve("t.csv");
        ScoreFile.write(test, scores("t", 0, 0.5));
        ProtocolEvaluator evaluator = ProtocolEvaluator.builder().build();
        assertThatThrownBy(() -> evaluator.fold("x", null, test))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(test.toString())
                .hasMessageContaining("fixed=SCORE");
        assertThatThrownBy(() -> evaluator.fold("x", test, test))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(test.toString())
                .hasMessageContaining("4 subjects are in the development and in the test scores");
        Path live = folder.resolve("live.csv");
        ScoreFile.write(live, List.of(PadScore.live("a", "d", 0.1)));
        assertThatThrownBy(() -> evaluator.fold("x", live, test))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(live.toString())
                .hasMessageContaining("no scored attack");
        ScoreFile.write(
                live,
                List.of(
                        new PadScore("a", Label.LIVE, "", "s", "v", 0, 0.1),
                        new PadScore("b", Label.LIVE, "", "t", "v", 1, 0.1)));
        assertThatThrownBy(
                        () ->
                                ProtocolEvaluator.builder()
                                        .fusion(FrameFusion.MEAN)
                                        .build()
                                        .fold("x", test, live))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(live.toString())
                .hasMessageContaining("disagree");
        assertThat(
                        ProtocolEvaluator.builder()
                                .allowSharedSubjects(true)
                                .build()
                                .fold("x", test, test)
                                .report()
                                .warnings())
                .anyMatch(w -> w.contains("4 subjects"));
    }

    @Test
    void statesWhatScoredTheFile() throws IOException {
        Path dev = folder.resolve("d.csv");
        Path test = folder.resolve("t.csv");
        ScoreFile.write(dev, scores("d", 0, 0.5));
        ScoreFile.write(test, scores("t", 0, 0.5));
        ProtocolEvaluator evaluator =
                ProtocolEvaluator.builder().system("latency", "as told").build();
        assertThat(evaluator.fold("x", dev, test).report().provenance())
                .containsEntry("test subjects", "4")
                .containsEntry("development subjects", "4")
                .containsEntry("development scores", dev.toString())
                .doesNotContainKey("model");
        ScoreFacts.write(dev, Map.of(ScoreFacts.MODEL_HASH, "aa"));
        ScoreFacts.write(
                test, Map.of(ScoreFacts.MODEL_HASH, "aa", "model", "m.zip", "latency", "9 ms"));
        assertThat(evaluator.fold("x", dev, test).report().provenance())
                .containsEntry(ScoreFacts.MODEL_HASH, "aa")
                .containsEntry("model", "m.zip")
                .containsEntry("latency", "as told");

        ScoreFacts.write(dev, Map.of(ScoreFacts.MODEL_HASH, "bb"));
        assertThatThrownBy(() -> evaluator.fold("x", dev, test))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("different models");
        Files.delete(folder.resolve("d.csv.json"));
        ScoreFile.write(test, scores("u", 0, 0.5));
        assertThatThrownBy(() -> evaluator.fold("x", dev, test))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(test + " was changed after t.csv.json was written");
        for (String other : List.of("[", "null")) {
            Files.writeString(folder.resolve("t.csv.json"), other);
            assertThatThrownBy(() -> evaluator.fold("x", dev, test))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("t.csv.json does not describe a score file");
        }
    }

    @Test
    void refusesFoldersThatAreNoRun() throws IOException {
        assertThatThrownBy(() -> RunFolder.read(folder.resolve("none")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("no run folder");
        assertThatThrownBy(() -> RunFolder.read(folder))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("holds no fold");
        fold("fold-1", 0, 0.5);
        Files.delete(folder.resolve("fold-1/test.csv"));
        assertThatThrownBy(() -> RunFolder.read(folder))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("no test.csv");
        fold("fold-1", 0, 0.5);
        for (String other : List.of("{\"title\": 3, ", "null")) {
            Files.writeString(folder.resolve("run.json"), other);
            assertThatThrownBy(() -> RunFolder.read(folder))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("run.json does not describe a run");
        }
        Files.writeString(folder.resolve("run.json"), "{\"unknown\": 3}");
        assertThat(RunFolder.read(folder).description()).isEqualTo(RunFolder.Description.EMPTY);
    }

    @Test
    void aRunOfOneFoldMayLieInTheFolderItself() throws IOException {
        fold(".", 0, 0.5);
        ProtocolReport report =
                ProtocolEvaluator.builder().title("T").build().evaluate(RunFolder.read(folder));
        assertThat(report.folds()).extracting(FoldEvaluation::name).containsExactly("all");
        assertThat(report.folds().get(0).report().title()).isEqualTo("T");
        assertThat(report.toText()).doesNotContain("mean±std");
    }
}
