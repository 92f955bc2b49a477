package org.lgsc.train.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.DataKind;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelCard;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.dataset.Framing;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.recapture.CameraKind;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.RenderProgress;
import org.lgsc.data.synthetic.SyntheticDataset;
import org.lgsc.data.synthetic.SyntheticFaces;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingResult;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.internal.InvertedCues;
import org.lgsc.train.progress.EpochSummary;
import org.lgsc.train.progress.TrainingProgress;
import org.nd4j.linalg.api.ndarray.INDArray;

class FineTuningTest {
    @TempDir Path folder;

    private static LgscModel faces;
    private static LgscModel textures;

    private static PadDataset drawn(CameraKind camera, int train, int dev, long seed) {
        return SyntheticDataset.builder()
                .subjects(train, dev, 0)
                .liveCaptures(2)
                .attacksPerSpecies(2)
                .species(PaiSpecies.PRINT)
                .camera(camera)
                .size(64)
                .seed(seed)
                .build()
                .materialise(1, RenderProgress.NONE);
    }

    @BeforeAll
    static void train() {
        TrainingOptions options =
                TrainingOptions.smallScale()
                        .baseWidth(4)
                        .patchSize(32)
                        .workingSize(WorkingSize.of(64))
                        .batchSize(8)
                        .maxSteps(20)
                        .warmStart(new EncoderWarmStart(20, 5e-3, 0.05))
                        .threads(1)
                        .build();
        faces = new Trainer(options).train(drawn(CameraKind.PHONE, 8, 4, 3)).model();
        TrainingOptions learns =
                TrainingOptions.smallScale()
                        .baseWidth(8)
                        .patchSize(32)
                        .workingSize(WorkingSize.NATIVE)
                        .testPolicy(TestPolicy.CENTRE)
                        .augmentation(Augmentation.none())
                        .maxSteps(40)
                        .learningRate(5e-3)
                        .warmStart(new EncoderWarmStart(40, 5e-3, 0.05))
                        .threads(1)
                        .build();
        textures = new Trainer(learns).train(TexturePictures.dataset(40, 12)).model();
    }

    @Test
    void picturesOfAnotherCameraAreLearned() {
        PadDataset mine =
                drawn(CameraKind.WEBCAM, 7, 5, 11).withKind(DataKind.RECORDED); // as if it were
        float[] before = faces.graph().params().toFloatVector();
        FineTuned tuned =
                FineTuning.builder().steps(30).learningRate(2e-3).build().run(faces, mine);

        assertThat(tuned.after().dEer()).isLessThanOrEqualTo(tuned.refitted().dEer());
        assertThat(tuned.before().threshold().spoofScore())
                .isEqualTo(faces.metadata().threshold().spoofScore());
        assertThat(faces.graph().params().toFloatVector()).isEqualTo(before);
        assertThat(tuned.model().metadata().preprocessing())
                .isEqualTo(faces.metadata().preprocessing());
        ModelCard card = tuned.model().metadata().card();
        assertThat(card.startedFrom()).contains("synthetic (simulated)");
        assertThat(card.training().people()).isEqualTo(7);
        assertThat(card.training().kind()).isEqualTo(DataKind.RECORDED);
        assertThat(card.development().attacks()).isEqualTo(Map.of("print", 10));
        assertThat(card.rates().dEer()).isEqualTo(tuned.after().dEer());
        assertThat(card.baseline().method()).isEqualTo("color-texture");
        assertThat(card.knownFailures()).containsAll(tuned.sampleRemarks());

        Path file = folder.resolve("mine.zip");
        tuned.model().save(file);
        LgscModel loaded = LgscModel.load(file);
        assertThat(loaded.metadata()).isEqualTo(tuned.model().metadata());
        PadReport again;
        try (InferenceEngine engine = InferenceEngine.of(loaded)) {
            DevScores scores =
                    DevScores.of(
                            SplitScorer.builder(engine, loaded.metadata().preprocessing())
                                    .build()
                                    .score(mine, Split.DEV)
                                    .scores());
            again =
                    PadEvaluator.builder()
                            .fixedThreshold(loaded.metadata().threshold().spoofScore())
                            .bootstrapReplicates(0)
                            .build()
                            .evaluateDev(scores);
        }
        assertThat(again.acer()).isEqualTo(tuned.after().acer());
        assertThat(tuned.toText())
                .contains("before, its own threshold", "after, threshold refitted", "BPCER");
    }

    @Test
    void trainingThatSpoilsAModelChangesItsThresholdAlone() {
        FineTuned tuned =
                FineTuning.builder()
                        .steps(3)
                        .learningRate(0.3)
                        .baseline(false)
                        .build()
                        .run(textures, TexturePictures.dataset(10, 12));
        assertThat(tuned.learned()).isFalse();
        assertThat(tuned.after()).isEqualTo(tuned.refitted());
        assertThat(tuned.model().graph()).isSameAs(textures.graph());
        assertThat(tuned.toText()).contains("the weights stay as they were");
        Path file = folder.resolve("same.zip");
        tuned.model().save(file);
        assertThat(LgscModel.load(file).metadata()).isEqualTo(tuned.model().metadata());
    }

    /** At rates this low every score, and so every rate, is the same as before. */
    @Test
    void trainingThatChangesNoRateLeavesTheWeightsAsTheyWere() {
        FineTuned tuned =
                FineTuning.builder()
                        .steps(1)
                        .learningRate(1e-12)
                        .baseline(false)
                        .build()
                        .run(textures, TexturePictures.dataset(10, 12));
        assertThat(tuned.learned()).isFalse();
        assertThat(tuned.model().graph()).isSameAs(textures.graph());
    }

    /** Live pictures like the attacks that the model knows. */
    private static PadDataset swapped(PadDataset data) {
        Map<Split, List<Sample>> samples = new EnumMap<>(Split.class);
        for (Split split : List.of(Split.TRAIN, Split.DEV)) {
            samples.put(
                    split,
                    data.samples(split).stream()
                            .map(
                                    s ->
                                            new Sample(
                                                    s.id(),
                                                    s.label().isLive() ? Label.SPOOF : Label.LIVE,
                                                    s.label().isLive() ? "print" : "",
                                                    s.subject(),
                                                    s.id(),
                                                    s.image()))
                            .toList());
        }
        return new PadDataset("swapped", samples);
    }

    /** Its weights are not those of the model. */
    @Test
    void anInvertedTrainingIsNoMatterWhereTheWeightsStay() {
        List<String> notices = new ArrayList<>();
        FineTuned tuned =
                FineTuning.builder()
                        .steps(1)
                        .learningRate(1e-12)
                        .baseline(false)
                        .progress(
                                new TrainingProgress() {
                                    @Override
                                    public void onNotice(String text) {
                                        notices.add(text);
                                    }
                                })
                        .build()
                        .run(textures, swapped(TexturePictures.dataset(10, 30)));
        assertThat(tuned.learned()).isFalse();
        assertThat(tuned.after().auc()).isLessThan(0.1);
        assertThat(tuned.remarks()).noneMatch(r -> r.contains("inverted"));
        assertThat(notices).noneMatch(r -> r.contains("inverted"));
        assertThat(tuned.model().metadata().card().knownFailures())
                .anyMatch(f -> f.startsWith("Inverted: live faces"));
    }

    @Test
    void anInvertedFineTuningIsSaidInItsOwnWords() {
        TrainingOptions options =
                TrainingOptions.smallScale()
                        .baseWidth(2)
                        .patchSize(32)
                        .workingSize(WorkingSize.NATIVE)
                        .testPolicy(TestPolicy.CENTRE)
                        .maxSteps(1)
                        .warmStart(EncoderWarmStart.NONE)
                        .threads(1)
                        .build();
        TrainingResult trained = new Trainer(options).train(TexturePictures.dataset(16, 3));
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            scores.add(PadScore.live("l" + i, "", 0.9));
            scores.add(PadScore.attack("a" + i, "print", "", 0.1));
        }
        PadReport reversed =
                PadEvaluator.builder()
                        .thresholdFrom(DevScores.of(scores), Criterion.EER)
                        .bootstrapReplicates(0)
                        .build()
                        .evaluateDev(DevScores.of(scores));
        EpochSummary own = trained.best();
        EpochSummary epoch =
                new EpochSummary(
                        1,
                        own.steps(),
                        own.meanTotal(),
                        own.meanLosses(),
                        own.learningRate(),
                        Optional.of(reversed),
                        true);
        String said = InvertedCues.remark(epoch, List.of(epoch)).orElseThrow();
        TrainingResult inverted =
                new TrainingResult(
                        trained.model(),
                        List.of(epoch),
                        1,
                        Optional.empty(),
                        List.of(),
                        1,
                        false,
                        List.of(),
                        List.of("Another remark.", said));
        assertThat(FineTuning.remarks(inverted, false)).containsExactly("Another remark.");
        assertThat(FineTuning.remarks(inverted, true))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("The fine-tuning is inverted: live faces")
                .contains("AUC 0.000 in the kept epoch", "Do not use this model")
                .doesNotContain("--");
    }

    @Test
    void aFrozenEncoderStaysAsItWas() {
        FineTuned tuned =
                FineTuning.builder()
                        .steps(6)
                        .frozenEncoder(true)
                        .baseline(false)
                        .build()
                        .run(textures, TexturePictures.dataset(10, 12));
        boolean other = false;
        for (Map.Entry<String, INDArray> p : tuned.model().graph().paramTable().entrySet()) {
            float[] now = p.getValue().ravel().toFloatVector();
            float[] was = textures.graph().getParam(p.getKey()).ravel().toFloatVector();
            if (p.getKey().startsWith("encoder")) {
                assertThat(now).as(p.getKey()).isEqualTo(was);
            }
            other |= !java.util.Arrays.equals(now, was);
        }
        assertThat(other).isEqualTo(tuned.learned());
    }

    @Test
    void fewPicturesAreCalledFew() {
        FineTuned tuned =
                FineTuning.builder()
                        .steps(2)
                        .baseline(false)
                        .build()
                        .run(textures, TexturePictures.dataset(6, 4));
        assertThat(tuned.sampleRemarks())
                .anySatisfy(s -> assertThat(s).contains("10 live and 10 attack", "20 of each"))
                .anySatisfy(s -> assertThat(s).contains("rule of three", "60 pictures"))
                .anySatisfy(s -> assertThat(s).contains("of 4 subjects"));
        assertThat(tuned.toText()).contains("rule of three");
    }

    @Test
    void photographsWithoutAFaceAreSetAside() {
        SyntheticFaces drawn = SyntheticFaces.of(3);
        Map<Split, List<Sample>> samples = new EnumMap<>(Split.class);
        for (Split split : new Split[] {Split.TRAIN, Split.DEV}) {
            List<Sample> list = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int person = 4 * split.ordinal() + i;
                boolean live = i % 2 == 0;
                String id = split.folder() + i;
                RgbImage face = drawn.portrait(person, 200);
                list.add(
                        new Sample(
                                id,
                                live ? Label.LIVE : Label.SPOOF,
                                live ? "" : "print",
                                "p" + person,
                                id,
                                () -> face));
            }
            samples.put(split, list);
        }
        RgbImage nothing = RgbImage.black(200, 200);
        samples.get(Split.TRAIN)
                .add(new Sample("empty", Label.LIVE, "", "nobody", "empty", () -> nothing));
        FineTuned tuned =
                FineTuning.builder()
                        .steps(1)
                        .baseline(false)
                        .build()
                        .run(
                                faces,
                                new PadDataset(
                                        "photographs", samples, List.of(), Framing.PHOTOGRAPHS));
        assertThat(tuned.setAside()).extracting(SetAside::id).containsExactly("empty");
        assertThat(tuned.model().metadata().preprocessing().geometry().detector())
                .isEqualTo(DetectorId.HAAR);
    }

    @Test
    void manyPicturesNeedNoSentence() {
        List<Sample> samples = new ArrayList<>();
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean live = i % 2 == 0;
            String person = "p" + i % 40 / 2;
            String species = live ? "" : "print";
            Label label = live ? Label.LIVE : Label.SPOOF;
            samples.add(new Sample("s" + i, label, species, person, "s" + i, () -> null));
            scores.add(
                    live
                            ? PadScore.live("s" + i, person, 0.1)
                            : PadScore.attack("s" + i, "print", person, 0.9));
        }
        DevScores dev = DevScores.of(scores);
        PadReport report =
                PadEvaluator.builder()
                        .thresholdFrom(dev, Criterion.EER)
                        .bootstrapReplicates(0)
                        .build()
                        .evaluateDev(dev);
        PadDataset data = new PadDataset("many", Map.of(Split.DEV, samples));
        assertThat(SampleSize.of(data, report)).isEmpty();
    }

    @Test
    void badInputIsSaid() {
        FineTuning tuning = FineTuning.builder().steps(1).build();
        List<Sample> both = TexturePictures.dataset(4, 3).samples(Split.TRAIN);
        List<Sample> live = both.stream().filter(s -> s.label().isLive()).toList();
        assertThatThrownBy(
                        () -> tuning.run(textures, new PadDataset("d", Map.of(Split.TRAIN, both))))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("dev split of d holds 0 live and 0 attack");
        assertThatThrownBy(
                        () -> tuning.run(textures, new PadDataset("d", Map.of(Split.TRAIN, live))))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("train split of d holds 4 live and 0 attack");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FineTuning.builder().steps(0).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FineTuning.builder().learningRate(Double.NaN).build());
        assertThatIllegalArgumentException().isThrownBy(() -> FineTuning.builder().seed(0).build());
    }
}
