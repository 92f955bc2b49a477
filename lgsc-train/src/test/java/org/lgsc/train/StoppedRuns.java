package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.progress.TrainingPhase;
import org.lgsc.train.progress.TrainingProgress;

/**
 * Stops runs in the middle and compares resumed ones with others that never stopped. Checkpoints
 * are in {@code run}.
 */
abstract class StoppedRuns {
    static final PadDataset DATA = TexturePictures.dataset(6, 3);

    @TempDir Path folder;

    /** Three batches an epoch, warm start of 4 steps, 8 steps. */
    static TrainingOptionsBuilder options() {
        return TinyRuns.options()
                .epochs(9)
                .maxSteps(8)
                .ramp(new RegressionRamp(1, 6))
                .warmStart(new EncoderWarmStart(4, 1e-3, 0.5));
    }

    CheckpointOptions everyStep() {
        return CheckpointOptions.in(folder.resolve("run")).withInterval(Duration.ZERO);
    }

    /** Stops a run as a crash would. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Crashes before the step is saved. */
    static TrainingProgress crashAt(TrainingPhase where, int at) {
        return new TrainingProgress() {
            private TrainingPhase phase;

            @Override
            public void onPhase(TrainingPhase next) {
                phase = next;
            }

            @Override
            public void onStep(int step, int total, LossValues losses, double rate) {
                if (phase == where && step == at) {
                    throw new Crash();
                }
            }
        };
    }

    Trainer trainer(TrainingOptions options, TrainingProgress progress) {
        return Trainer.builder(options).progress(progress).checkpoints(everyStep()).build();
    }

    void crash(TrainingOptions options, TrainingPhase where, int at) {
        assertThatThrownBy(() -> trainer(options, crashAt(where, at)).train(DATA))
                .isInstanceOf(Crash.class);
    }

    static void assertSame(TrainingResult actual, TrainingResult expected) {
        assertSameNumbers(actual.model(), expected.model());
        assertThat(actual.history()).usingRecursiveComparison().isEqualTo(expected.history());
        assertThat(actual.bestEpoch()).isEqualTo(expected.bestEpoch());
        assertThat(actual.warmStart()).isEqualTo(expected.warmStart());
        assertThat(actual.setAside()).isEqualTo(expected.setAside());
        assertThat(actual.steps()).isEqualTo(expected.steps());
        assertThat(actual.rolledBack()).isEqualTo(expected.rolledBack());
    }

    static void assertSameNumbers(LgscModel actual, LgscModel expected) {
        ComputationGraph a = actual.graph();
        ComputationGraph b = expected.graph();
        assertThat(a.params().toFloatVector()).isEqualTo(b.params().toFloatVector());
        assertThat(a.getUpdater().getStateViewArray().toFloatVector())
                .isEqualTo(b.getUpdater().getStateViewArray().toFloatVector());
        assertThat(a.getConfiguration().getIterationCount())
                .isEqualTo(b.getConfiguration().getIterationCount());
        assertThat(actual.metadata().threshold()).isEqualTo(expected.metadata().threshold());
        assertThat(actual.metadata().provenance().training())
                .isEqualTo(expected.metadata().provenance().training());
    }

    List<Path> checkpoints() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("run"))) {
            return all.filter(f -> f.toString().endsWith(".lgsc")).sorted().toList();
        }
    }
}
