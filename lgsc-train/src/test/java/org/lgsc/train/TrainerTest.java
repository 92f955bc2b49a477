package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.model.DataKind;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelCard;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.network.ResNet18;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.internal.parallel.SingleStepper;
import org.lgsc.train.progress.EpochSummary;
import org.lgsc.train.progress.TrainingProgress;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrainerTest {
    private static final PadDataset TINY = TexturePictures.dataset(4, 3);

    private static INDArray weights(TrainingOptions options) {
        return new Trainer(options).train(TINY).model().graph().params();
    }

    private static TrainingOptionsBuilder learning() {
        return TrainingOptions.smallScale()
                .baseWidth(8)
                .patchSize(32)
                .workingSize(WorkingSize.NATIVE)
                .testPolicy(TestPolicy.CENTRE)
                .augmentation(Augmentation.none())
                .batchSize(16)
                .maxSteps(40)
                .learningRate(5e-3)
                .warmStart(new EncoderWarmStart(40, 5e-3, 0.05))
                .evaluateEvery(2)
                .threads(1);
    }

    @Test
    void factorsOfEightBitsLearnATexture() {
        assumeTrue(OneDnn.multiplies(Numbers.BFLOAT16));
        TrainingOptions options = learning().precision(TrainingPrecision.BF16).build();
        TrainingResult result = new Trainer(options).train(TexturePictures.dataset(40, 12));
        assertThat(result.devReport().orElseThrow().acer()).isLessThanOrEqualTo(0.1);
        assertThat(result.warmStart().orElseThrow().devAccuracy()).isGreaterThan(0.8);
        assertThat(result.model().metadata().provenance().training())
                .containsEntry("precision", "bf16");
        // the kept weights are those that the report is of, in float32
        try (InferenceEngine engine = InferenceEngine.of(result.model())) {
            assertThat(
                            DevEvaluator.equalErrorRate(options)
                                    .evaluate(engine, TexturePictures.dataset(40, 12))
                                    .report()
                                    .threshold())
                    .isEqualTo(result.devReport().orElseThrow().threshold());
        }
    }

    @Test
    void stepsThatAreMadeElsewhereAreFloats() {
        TrainingOptions options = TinyRuns.options().precision(TrainingPrecision.BF16).build();
        assertThatThrownBy(() -> Trainer.builder(options).steppers(SingleStepper::new).build())
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("bf16 is for the threads of this process");
    }

    @Test
    void smallScaleLearnsATextureFromRandomWeights() {
        TrainingOptions options = learning().build();
        TrainingResult result = new Trainer(options).train(TexturePictures.dataset(40, 12));

        PadReport dev = result.devReport().orElseThrow();
        assertThat(dev.acer()).isLessThanOrEqualTo(0.1);
        assertThat(result.warmStart().orElseThrow().devAccuracy()).isGreaterThan(0.8);
        ModelThreshold threshold = result.model().metadata().threshold();
        assertThat(threshold.spoofScore()).isEqualTo(dev.threshold().spoofScore());
        assertThat(threshold.origin()).contains("eer on DEV (12 bona fide, 12 attacks)");
        ModelCard card = result.model().metadata().card();
        assertThat(card.training())
                .isEqualTo(
                        new ModelCard.Data(
                                "textures",
                                DataKind.NOT_STATED,
                                40,
                                40,
                                Map.of("print", 40),
                                40,
                                40));
        assertThat(card.development().live()).isEqualTo(12);
        assertThat(card.rates().acer()).isEqualTo(dev.acer());
        assertThat(card.rates().bpcer().high()).isEqualTo(dev.bpcer().interval().high());
        assertThat(card.recipe()).contains("base width 8", "40 steps of 16 pictures");
        assertThat(card.startedFrom()).isEmpty();
        assertThat(card.notFor()).anyMatch(s -> s.contains("print"));
        // the kept weights are those that the report is of
        try (InferenceEngine engine = InferenceEngine.of(result.model())) {
            PadReport again =
                    DevEvaluator.equalErrorRate(options)
                            .evaluate(engine, TexturePictures.dataset(40, 12))
                            .report();
            assertThat(again.threshold().spoofScore()).isEqualTo(threshold.spoofScore());
        }
    }

    @Test
    void theSameSeedGivesTheSameWeightsWhateverTheThreads() {
        TrainingOptions one = TinyRuns.options().warmStart(new EncoderWarmStart(2)).build();
        INDArray first = weights(one);
        assertThat(weights(one.toBuilder().threads(3).build()).toFloatVector())
                .isEqualTo(first.toFloatVector());
        assertThat(weights(one.toBuilder().seed(8).build()).toFloatVector())
                .isNotEqualTo(first.toFloatVector());
    }

    @Test
    void theEncoderMovesLessAtALowerRateOfItsOwn() {
        LgscModel start = new Trainer(TinyRuns.options().build()).train(TINY).model();
        INDArray before = start.graph().getParam(ResNet18.STEM_FILTERS);
        double[] moved = new double[3];
        double[] factors = {1, 0.1, 0};
        for (int i = 0; i < factors.length; i++) {
            TrainingOptions options =
                    TinyRuns.options().warmStart(new EncoderWarmStart(0, 1e-3, factors[i])).build();
            LgscModel model = new Trainer(options).continueFrom(start, TINY).model();
            assertThat(model.metadata().card().startedFrom()).contains("textures");
            moved[i] =
                    model.graph()
                            .getParam(ResNet18.STEM_FILTERS)
                            .sub(before)
                            .norm2Number()
                            .doubleValue();
        }
        TrainingOptions wanted = TinyRuns.options().warmStart(new EncoderWarmStart(5)).build();
        assertThat(
                        new Trainer(wanted)
                                .continueFrom(start, TINY)
                                .model()
                                .metadata()
                                .provenance()
                                .training())
                .as("no warm start is claimed that was left out")
                .containsEntry("encoderWarmStart", "none");
        assertThat(moved[0]).isGreaterThan(3 * moved[1]);
        assertThat(moved[1]).isPositive();
        assertThat(moved[2]).isZero();
    }

    @Test
    void stepsHaveSeedsOfTheirOwn() {
        assertThat(StepRunner.stepSeed(7, 0)).isNotZero().isNotEqualTo(StepRunner.stepSeed(7, 1));
        // the one input that mixes to zero
        assertThat(StepRunner.stepSeed(-0x9E3779B97F4A7C15L, 0)).isEqualTo(1);
    }

    @Test
    void historyHasEveryEpochAndStepsFollowTheSchedule() {
        List<Double> rates = new ArrayList<>();
        List<Double> totals = new ArrayList<>();
        List<LossValues> steps = new ArrayList<>();
        List<EpochSummary> epochs = new ArrayList<>();
        TrainingProgress progress =
                new TrainingProgress() {
                    @Override
                    public void onStep(int step, int total, LossValues losses, double rate) {
                        rates.add(rate);
                        steps.add(losses);
                        totals.add(losses.total());
                        assertThat(total).isEqualTo(5);
                        assertThat(step).isEqualTo(rates.size());
                    }

                    @Override
                    public void onEpoch(EpochSummary epoch) {
                        epochs.add(epoch);
                    }
                };
        TrainingOptions options =
                TinyRuns.options()
                        .epochs(9)
                        .maxSteps(5)
                        .decay(0.5, 4)
                        .evaluateEvery(2)
                        .ramp(new RegressionRamp(1, 3))
                        .build();
        TrainingResult result = new Trainer(options, progress).train(TINY);

        assertThat(rates).containsExactly(0.0005, 0.001, 0.001, 0.001, 0.0005);
        assertThat(result.history()).isEqualTo(epochs).hasSize(3);
        assertThat(epochs).extracting(EpochSummary::steps).containsExactly(2, 4, 5);
        assertThat(epochs).extracting(e -> e.dev().isPresent()).containsExactly(false, true, true);
        assertThat(epochs.get(0).meanTotal())
                .isCloseTo((totals.get(0) + totals.get(1)) / 2, within(1e-9));
        double[] scale = {0, 0, 0.5, 1, 1};
        for (int i = 0; i < 5; i++) {
            double expected = 0;
            for (Map.Entry<String, Double> head : steps.get(i).heads().entrySet()) {
                double weight =
                        switch (head.getKey()) {
                            case "loss_regression" -> 5 * scale[i];
                            case "loss_auxiliary" -> 5;
                            default -> 1;
                        };
                expected += weight * head.getValue();
            }
            assertThat(totals.get(i)).isCloseTo(expected, within(1e-4));
        }
    }

    /** Reports whose ACER and D-EER come from the number of errors of five on either side. */
    private static PadReport report(int accepted, double shift) {
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            scores.add(PadScore.live("l" + i, "", 0.1 + shift * i));
            scores.add(PadScore.attack("a" + i, "print", "", i < accepted ? 0.2 : 0.9));
        }
        return PadEvaluator.builder()
                .fixedThreshold(0.5)
                .bootstrapReplicates(0)
                .build()
                .evaluateDev(DevScores.of(scores));
    }

    private static TrainingResult trainWith(List<PadReport> reports) {
        Iterator<PadReport> next = reports.iterator();
        return new Trainer(
                        TinyRuns.options().epochs(reports.size()).build(),
                        TrainingProgress.none(),
                        (cues, dataset) -> new DevEvaluator.Outcome(next.next(), List.of()))
                .train(TINY);
    }

    @Test
    void theBestEpochsWeightsAreKept() {
        PadReport bad = report(2, 0.05);
        PadReport good = report(1, 0);
        TrainingResult second = trainWith(List.of(bad, good, bad));
        assertThat(second.bestEpoch()).isEqualTo(2);
        assertThat(second.history())
                .extracting(EpochSummary::best)
                .containsExactly(true, true, false);
        TrainingResult twoEpochs = trainWith(List.of(bad, good));
        assertThat(second.model().graph().params().toFloatVector())
                .isEqualTo(twoEpochs.model().graph().params().toFloatVector());
        assertThat(second.model().graph().getUpdater().getStateViewArray().toFloatVector())
                .isEqualTo(
                        twoEpochs.model().graph().getUpdater().getStateViewArray().toFloatVector());
        assertThat(second.model().graph().getConfiguration().getIterationCount()).isEqualTo(4);
        assertThat(second.model().metadata().provenance().training())
                .containsEntry("keptEpoch", "2 of 3");
    }

    @Test
    void theLowestEqualErrorRateIsTheBestThenTheLargestAreaThenTheLaterEpoch() {
        PadReport wide = report(1, 0.05); // a live score beyond the accepted attack
        PadReport narrow = report(1, 0);
        assertThat(wide.acer()).isEqualTo(narrow.acer());
        assertThat(wide.dEer()).isGreaterThan(narrow.dEer());
        assertThat(trainWith(List.of(narrow, wide)).bestEpoch()).isEqualTo(1);
        assertThat(trainWith(List.of(wide, narrow)).bestEpoch()).isEqualTo(2);
        assertThat(trainWith(List.of(narrow, narrow)).bestEpoch()).isEqualTo(2);
        PadReport apart = report(0, 0);
        PadReport overlapping = report(0, 0.21); // one live score beyond all attacks
        assertThat(apart.auc()).isGreaterThan(overlapping.auc());
        assertThat(trainWith(List.of(apart, overlapping)).bestEpoch()).isEqualTo(1);
    }

    @Test
    void theBestEpochIsThatOfTheVideosNotOfTheirFrames() {
        PadReport good = report(0, 0);
        PadReport bad = report(2, 0.05);
        Iterator<DevEvaluator.Outcome> next =
                List.of(
                                new DevEvaluator.Outcome(bad, good, List.of()),
                                new DevEvaluator.Outcome(good, bad, List.of()))
                        .iterator();
        TrainingResult result =
                new Trainer(
                                TinyRuns.options().epochs(2).build(),
                                TrainingProgress.none(),
                                (cues, dataset) -> next.next())
                        .train(TINY);
        assertThat(result.bestEpoch()).isEqualTo(1);
        assertThat(result.devReport()).contains(bad);
    }

    @Test
    void aModelWhoseRateFellAlongACosineIsLoadedAgain(@TempDir Path folder) {
        LgscModel model = new Trainer(TinyRuns.options().cosine().build()).train(TINY).model();
        Path file = folder.resolve("m.zip");
        model.save(file);
        assertThat(LgscModel.load(file).graph().params().toFloatVector())
                .isEqualTo(model.graph().params().toFloatVector());
    }

    @Test
    void withoutADevelopmentSplitTheLastWeightsStayAndTheThresholdSaysSo() {
        PadDataset train =
                new PadDataset("mine", Map.of(Split.TRAIN, TexturePictures.both("t", 4)));
        TrainingResult result = new Trainer(TinyRuns.options().build()).train(train);
        assertThat(result.bestEpoch()).isEqualTo(2);
        assertThat(result.devReport()).isEmpty();
        assertThat(result.model().metadata().threshold())
                .isEqualTo(
                        new ModelThreshold(
                                0.01,
                                "the paper's 0.01, not fitted on any data: the data set has no"
                                        + " development split"));
        assertThat(result.model().graph().getConfiguration().getIterationCount()).isEqualTo(4);
    }

    @Test
    void theModelSaysHowItCameAbout(@TempDir Path folder) {
        TrainingResult result =
                new Trainer(TinyRuns.options().ramp(new RegressionRamp(1, 2)).build()).train(TINY);
        Path file = folder.resolve("lgsc.zip");
        result.model().save(file);
        var provenance = LgscModel.load(file).metadata().provenance();
        assertThat(provenance.dataHash()).isEqualTo(TINY.dataHash());
        assertThat(provenance.seed()).isEqualTo(7);
        assertThat(provenance.training())
                .containsEntry("batchSize", "4")
                .containsEntry("regressionRamp", "1 to 2")
                .containsEntry("encoderWarmStart", "none")
                .containsEntry("initialWeights", "random")
                .containsEntry("steps", "4");
    }

    @Test
    void unreadableSamplesAreSetAsideOnce() {
        List<Sample> dev = new ArrayList<>(TexturePictures.both("dev", 2));
        Sample broken =
                dev.get(0)
                        .withImage(
                                () -> {
                                    throw new LgscException("Cannot read it.");
                                });
        dev.set(0, broken);
        PadDataset dataset =
                new PadDataset(
                        "mine", Map.of(Split.TRAIN, TexturePictures.both("t", 4), Split.DEV, dev));
        TrainingResult result = new Trainer(TinyRuns.options().build()).train(dataset);
        assertThat(result.setAside()).extracting(s -> s.id()).containsExactly(broken.id());
        assertThat(result.devReport().orElseThrow().bpnrr().k()).isEqualTo(1);
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunWithAReason() {
        boolean[] ended = new boolean[1];
        TrainingProgress progress =
                new TrainingProgress() {
                    @Override
                    public void onEnd() {
                        ended[0] = true;
                    }
                };
        TrainingOptions wild =
                TinyRuns.options().learningRate(1e38).warmupSteps(0).epochs(20).build();
        assertThatThrownBy(() -> new Trainer(wild, progress).train(TINY))
                .isInstanceOf(LgscException.class)
                .hasMessageMatching(
                        "The training broke down at step \\d+: the (weights|loss) .*6 steps were"
                                + " rolled back, 5 are allowed.*lower learning rate.*");
        assertThat(ended[0]).isTrue();
    }

    @Test
    void dataThatCannotBeTrainedOnIsNamed() {
        Trainer trainer = new Trainer(TinyRuns.options().build());
        List<Sample> both = TexturePictures.both("t", 4);
        List<Sample> live = both.stream().filter(s -> s.label().isLive()).toList();
        assertThatThrownBy(() -> trainer.train(new PadDataset("mine", Map.of())))
                .isInstanceOf(LgscException.class)
                .hasMessage("Data set mine has no samples in its train split.");
        assertThatThrownBy(() -> trainer.train(new PadDataset("mine", Map.of(Split.TRAIN, live))))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("4 live and 0 spoof");
        assertThatThrownBy(
                        () ->
                                new Trainer(TinyRuns.options().batchSize(32).build())
                                        .train(new PadDataset("mine", Map.of(Split.TRAIN, both))))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("take a smaller batch");
        List<Sample> liveDev =
                TexturePictures.both("d", 2).stream().filter(s -> s.label().isLive()).toList();
        assertThatThrownBy(
                        () ->
                                trainer.train(
                                        new PadDataset(
                                                "mine",
                                                Map.of(Split.TRAIN, both, Split.DEV, liveDev))))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("2 live and 0 spoof");
    }
}
