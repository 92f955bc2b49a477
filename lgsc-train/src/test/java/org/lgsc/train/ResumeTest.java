package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.progress.EpochSummary;
import org.lgsc.train.progress.TrainingPhase;
import org.lgsc.train.progress.TrainingProgress;

/** Runs that stop in the middle, in this process; {@link KilledTrainingIT} kills real ones. */
class ResumeTest extends StoppedRuns {
    @ParameterizedTest
    @CsvSource({
        "ENCODER_WARM_START, 1",
        "ENCODER_WARM_START, 3",
        "TRAINING, 1",
        "TRAINING, 4",
        "TRAINING, 6",
        "TRAINING, 8"
    })
    void aResumedRunEndsAsOneThatNeverStopped(TrainingPhase where, int at) throws IOException {
        TrainingOptions options = options().build();
        TrainingResult whole = new Trainer(options).train(DATA);
        crash(options, where, at);
        // another number of threads, as on another machine
        TrainingResult resumed =
                trainer(options.toBuilder().threads(3).build(), TrainingProgress.none())
                        .resume(DATA);
        assertThat(resumed.remarks())
                .singleElement()
                .asString()
                .contains("Resumed at step " + (at - 1) + " of the " + where.text());
        assertThat(resumed.model().graph().params().toFloatVector())
                .isEqualTo(whole.model().graph().params().toFloatVector());
        assertThat(resumed.history()).usingRecursiveComparison().isEqualTo(whole.history());
        assertThat(checkpoints()).hasSize(3);

        // resumed again at its end, it returns the same result
        assertSame(trainer(options, TrainingProgress.none()).resume(DATA), whole);
    }

    @Test
    void aRunOfTwoWorkersIsResumedByTwo() {
        TrainingOptions options = options().workers(2).build();
        TrainingResult whole = new Trainer(options).train(DATA);
        crash(options, TrainingPhase.TRAINING, 4);
        TrainingOptions one = options.toBuilder().workers(1).build();
        assertThatThrownBy(() -> trainer(one, TrainingProgress.none()).resume(DATA))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("workers was 2 and is 1 now");
        assertSame(trainer(options, TrainingProgress.none()).resume(DATA), whole);
    }

    /** Rounds of two steps, and one at the end of each epoch. */
    @Test
    void aRunOfLocalStepsGoesOnFromItsLastAverage() {
        TrainingOptions options = options().workers(2).localSteps(2).build();
        TrainingResult whole = new Trainer(options).train(DATA);
        assertThat(whole.steps()).isEqualTo(8);
        assertThat(whole.model().metadata().provenance().training())
                .containsEntry("localSteps", "2");
        crash(options, TrainingPhase.TRAINING, 5);
        TrainingOptions every = options.toBuilder().localSteps(1).build();
        assertThatThrownBy(() -> trainer(every, TrainingProgress.none()).resume(DATA))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("localSteps was 2 and is 1 now");
        TrainingResult resumed = trainer(options, TrainingProgress.none()).resume(DATA);
        assertThat(resumed.remarks().get(0)).contains("Resumed at step 3 of the training");
        assertSame(resumed, whole);
        assertThat(new Trainer(every).train(DATA).model().graph().params())
                .isNotEqualTo(whole.model().graph().params());
    }

    @Test
    void aRunIsResumedInItsPrecision() {
        assumeTrue(OneDnn.multiplies(Numbers.BFLOAT16));
        TrainingOptions options = options().precision(TrainingPrecision.BF16).build();
        TrainingResult whole = new Trainer(options).train(DATA);
        assertThat(whole.model().metadata().provenance().training())
                .containsEntry("precision", "bf16");
        crash(options, TrainingPhase.TRAINING, 4);
        TrainingOptions floats = options().build();
        assertThatThrownBy(() -> trainer(floats, TrainingProgress.none()).resume(DATA))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("precision was bf16 and is float32 now");
        assertSame(trainer(options, TrainingProgress.none()).resume(DATA), whole);
    }

    @Test
    void checkpointsChangeNothingAndEpochsAreEnough() throws IOException {
        TrainingOptions options = options().build();
        TrainingResult plain = new Trainer(options).train(DATA);
        Trainer trainer =
                Trainer.builder(options)
                        .checkpoints(
                                CheckpointOptions.in(folder.resolve("run"))
                                        .withInterval(Duration.ofDays(9))
                                        .withKeep(9))
                        .build();
        assertThat(trainer.hasCheckpoint()).isFalse();
        assertSame(trainer.train(DATA), plain);
        // before each phase and after each epoch
        assertThat(checkpoints()).hasSize(2 + 3);
        assertThat(trainer.hasCheckpoint()).isTrue();
        assertThatThrownBy(() -> trainer.train(DATA))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("holds checkpoints of a run already");
    }

    @Test
    void twoRunsDoNotShareAFolder() {
        TrainingOptions options = options().build();
        TrainingProgress another =
                new TrainingProgress() {
                    @Override
                    public void onStep(int step, int total, LossValues losses, double rate) {
                        trainer(options, TrainingProgress.none()).resume(DATA);
                    }
                };
        assertThatThrownBy(() -> trainer(options, another).train(DATA))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("A run in progress saves its checkpoints in ");
    }

    @Test
    void goingOnFromAModelNeedsTheModelOnce() {
        TrainingOptions options = options().warmStart(EncoderWarmStart.NONE).build();
        LgscModel start = new Trainer(options.toBuilder().seed(99).build()).train(DATA).model();
        TrainingResult whole = new Trainer(options).continueFrom(start, DATA);
        assertThatThrownBy(
                        () ->
                                trainer(options, crashAt(TrainingPhase.TRAINING, 1))
                                        .continueFrom(start, DATA))
                .isInstanceOf(Crash.class);
        assertSame(trainer(options, TrainingProgress.none()).resume(DATA), whole);
    }

    private static void damage(Path file, long fromEnd) throws IOException {
        try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
            f.seek(f.length() - fromEnd);
            int b = f.read();
            f.seek(f.length() - fromEnd);
            f.write(b ^ 1);
        }
    }

    private static void cut(Path file, long to) throws IOException {
        try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
            f.setLength(to);
        }
    }

    @Test
    void aDamagedCheckpointIsPassedOverAndSaid() throws IOException {
        TrainingOptions options = options().build();
        TrainingResult whole = new Trainer(options).train(DATA);
        crash(options, TrainingPhase.TRAINING, 6);
        List<Path> files = checkpoints();
        damage(files.get(2), 5000);
        cut(files.get(1), Files.size(files.get(1)) / 2);
        TrainingResult resumed = trainer(options, TrainingProgress.none()).resume(DATA);
        assertThat(resumed.remarks()).hasSize(3);
        assertThat(resumed.remarks().get(0))
                .contains(files.get(2).toString())
                .contains("its checksum does not match; the previous one is used");
        assertThat(resumed.remarks().get(1)).contains(files.get(1).toString());
        assertThat(resumed.remarks().get(2)).contains("Resumed at step 3 of the training");
        assertSame(resumed, whole);
    }

    @Test
    void whenAllAreDamagedThatIsAnError() throws IOException {
        TrainingOptions options = options().build();
        crash(options, TrainingPhase.TRAINING, 2);
        for (Path file : checkpoints()) {
            damage(file, 1);
        }
        assertThatThrownBy(() -> trainer(options, TrainingProgress.none()).resume(DATA))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("None of the 3 checkpoints in")
                .hasMessageContaining("its checksum does not match")
                .hasMessageContaining("train from the start");
        for (Path file : checkpoints()) {
            cut(file, 10);
        }
        assertThatThrownBy(() -> trainer(options, TrainingProgress.none()).resume(DATA))
                .hasMessageContaining("it is truncated");
        for (Path file : checkpoints()) {
            Files.delete(file);
        }
        assertThatThrownBy(() -> trainer(options, TrainingProgress.none()).resume(DATA))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("There is no checkpoint in");
    }

    @Test
    void anotherTrainingIsNotGoneOnWith() {
        crash(options().build(), TrainingPhase.TRAINING, 2);
        TrainingOptions other = options().batchSize(6).learningRate(0.5).threads(2).build();
        assertThatThrownBy(() -> trainer(other, TrainingProgress.none()).resume(DATA))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("batchSize was 4 and is 6 now; learningRate was 0.001")
                .hasMessageNotContaining("threads");
        TrainingOptions wider = options().baseWidth(4).build();
        assertThatThrownBy(() -> trainer(wider, TrainingProgress.none()).resume(DATA))
                .hasMessageContaining("network.baseWidth was 2 and is 4 now.");
        assertThatThrownBy(
                        () ->
                                trainer(options().build(), TrainingProgress.none())
                                        .resume(TexturePictures.dataset(7, 3)))
                .hasMessageContaining("data hash was ")
                .hasMessageNotContaining("batchSize");
    }

    @Test
    void aRunWithTheOrderOfTheCuesIsAnotherOneThanWithout() {
        crash(options().cueOrderMargin(0.1).build(), TrainingPhase.TRAINING, 2);
        assertThatThrownBy(() -> trainer(options().build(), TrainingProgress.none()).resume(DATA))
                .hasMessageContaining("network.cueOrderMargin was 0.1 and is missing now");
    }

    @Test
    void anotherEncoderThanTheLibrarysIsAnotherTraining() {
        TrainingOptions before = options().initialEncoder(InitialEncoder.BUILTIN).build();
        crash(before, TrainingPhase.TRAINING, 2);
        TrainingOptions now = before.toBuilder().initialEncoder(InitialEncoder.RANDOM).build();
        assertThatThrownBy(() -> trainer(now, TrainingProgress.none()).resume(DATA))
                .hasMessageContaining("initialEncoder was builtin and is missing now");
    }

    @Test
    void samplesThatCouldNotBeReadStayAside() {
        List<Sample> train = new ArrayList<>(TexturePictures.both("t", 6));
        Sample broken = train.get(2);
        train.set(
                2,
                broken.withImage(
                        () -> {
                            throw new LgscException("Cannot read it.");
                        }));
        PadDataset damaged =
                new PadDataset(
                        "mine",
                        Map.of(Split.TRAIN, train, Split.DEV, TexturePictures.both("d", 3)));
        PadDataset repaired =
                new PadDataset(
                        "mine",
                        Map.of(
                                Split.TRAIN,
                                TexturePictures.both("t", 6),
                                Split.DEV,
                                TexturePictures.both("d", 3)));
        assertThat(broken.label()).isEqualTo(Label.LIVE);
        TrainingOptions options = options().build();
        TrainingResult whole = new Trainer(options.toBuilder().threads(4).build()).train(damaged);
        assertThat(whole.setAside()).extracting(s -> s.id()).containsExactly(broken.id());
        assertThatThrownBy(
                        () -> trainer(options, crashAt(TrainingPhase.TRAINING, 5)).train(damaged))
                .isInstanceOf(Crash.class);
        TrainingResult resumed = trainer(options, TrainingProgress.none()).resume(repaired);
        assertThat(resumed.model().graph().params().toFloatVector())
                .isEqualTo(whole.model().graph().params().toFloatVector());
        assertThat(resumed.setAside()).isEqualTo(whole.setAside());
    }

    @Test
    void earlyStoppingIsTheSameAfterAResume() {
        // a rate of 1e-30 changes nothing, so no look is better than the first
        TrainingOptions options =
                TinyRuns.options().epochs(20).learningRate(1e-30).patience(2).build();
        TrainingResult whole = new Trainer(options).train(DATA);
        assertThat(whole.stoppedEarly()).isTrue();
        assertThat(whole.history()).hasSize(3);
        assertThat(whole.steps()).isEqualTo(9);
        assertThat(whole.remarks())
                .singleElement()
                .asString()
                .isEqualTo(
                        "Stopped early after epoch 3: the development D-EER has not fallen in 2"
                                + " evaluations.");
        assertThat(whole.model().metadata().provenance().training())
                .containsEntry("steps", "9")
                .containsEntry("patience", "2 evaluations");
        crash(options, TrainingPhase.TRAINING, 8);
        TrainingResult resumed = trainer(options, TrainingProgress.none()).resume(DATA);
        assertSame(resumed, whole);
        assertThat(resumed.stoppedEarly()).isTrue();
        assertSame(trainer(options, TrainingProgress.none()).resume(DATA), whole);
    }

    @Test
    void aListenerOfDeeplearning4jSeesEverySteps() {
        List<Integer> seen = new ArrayList<>();
        TrainingOptions options = options().build();
        TrainingResult watched =
                Trainer.builder(options)
                        .listener(
                                new BaseTrainingListener() {
                                    @Override
                                    public void iterationDone(Model model, int i, int epoch) {
                                        seen.add(i);
                                        assertThat(model.score()).isPositive();
                                    }
                                })
                        .build()
                        .train(DATA);
        assertThat(seen).hasSize(8).isSorted().doesNotHaveDuplicates();
        assertSame(watched, new Trainer(options).train(DATA));
        assertThat(watched.history()).extracting(EpochSummary::epoch).containsExactly(1, 2, 3);
    }
}
