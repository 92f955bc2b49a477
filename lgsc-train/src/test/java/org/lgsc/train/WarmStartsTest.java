package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lgsc.core.loss.RegressionTarget;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.progress.TrainingPhase;
import org.lgsc.train.progress.TrainingProgress;

class WarmStartsTest {
    private static final PadDataset DATA = TexturePictures.dataset(6, 3);

    private static TrainingOptions options() {
        return TinyRuns.options().maxSteps(3).warmStart(new EncoderWarmStart(4, 1e-3, 0.5)).build();
    }

    private static TrainingResult train(
            TrainingOptions options, WarmStarts shared, List<TrainingPhase> phases) {
        TrainingProgress progress =
                new TrainingProgress() {
                    @Override
                    public void onPhase(TrainingPhase phase) {
                        phases.add(phase);
                    }
                };
        return Trainer.builder(options).progress(progress).warmStarts(shared).build().train(DATA);
    }

    @Test
    void aSharedEncoderChangesNothingButTheTime() {
        TrainingOptions first = options();
        // what comes after the warm start may differ
        TrainingOptions second =
                first.toBuilder()
                        .network(
                                LgscNetwork.builder(first.network())
                                        .regressionTarget(RegressionTarget.BOTH)
                                        .build()
                                        .options())
                        .learningRate(2e-3)
                        .build();
        TrainingResult alone = new Trainer(second).train(DATA);

        WarmStarts shared = new WarmStarts();
        List<TrainingPhase> phases = new ArrayList<>();
        train(first, shared, phases);
        TrainingResult after = train(second, shared, phases);

        assertThat(phases)
                .containsExactly(
                        TrainingPhase.ENCODER_WARM_START,
                        TrainingPhase.TRAINING,
                        TrainingPhase.TRAINING);
        assertThat(after.model().graph().params().toFloatVector())
                .isEqualTo(alone.model().graph().params().toFloatVector());
        assertThat(after.warmStart()).isEqualTo(alone.warmStart());
    }

    @Test
    void anotherSeedTrainsItsOwn() {
        WarmStarts shared = new WarmStarts();
        List<TrainingPhase> phases = new ArrayList<>();
        train(options(), shared, phases);
        TrainingOptions other = options().toBuilder().seed(77).build();
        train(other, shared, phases);
        assertThat(phases)
                .filteredOn(phase -> phase == TrainingPhase.ENCODER_WARM_START)
                .hasSize(2);
        assertThat(WarmStarts.identity(other)).isNotEqualTo(WarmStarts.identity(options()));
    }

    @Test
    void whatDecidesAnEncoderIsInItsIdentity() {
        TrainingOptions two = options().toBuilder().workers(2).build();
        TrainingOptions bf16 = options().toBuilder().precision(TrainingPrecision.BF16).build();
        assertThat(
                        Set.of(
                                WarmStarts.identity(options()),
                                WarmStarts.identity(two),
                                WarmStarts.identity(two.toBuilder().localSteps(4).build()),
                                WarmStarts.identity(bf16)))
                .hasSize(4);
    }
}
