package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lgsc.core.LgscException;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.core.network.NormKind;
import org.lgsc.data.augment.Augmentation;

class TrainingOptionsTest {
    @Test
    void defaultsAreThePapers() {
        TrainingOptions o = TrainingOptions.builder().build();
        assertThat(o.network()).isEqualTo(NetworkOptions.PAPER);
        assertThat(o.batchSize()).isEqualTo(32);
        assertThat(o.epochs()).isEqualTo(20);
        assertThat(o.maxSteps()).isZero();
        assertThat(o.learningRate()).isEqualTo(1e-3);
        assertThat(o.warmupSteps()).isEqualTo(TrainingOptions.WHOLE_EPOCH);
        assertThat(o.decay()).isEqualTo(0.95);
        assertThat(o.decaySteps()).isEqualTo(600);
        assertThat(o.sampling()).isEqualTo(PatchSampling.NATIVE);
        assertThat(o.preprocessing().geometry()).isEqualTo(FaceGeometry.standard(224));
        assertThat(o.preprocessing().scaling()).isEqualTo(InputScaling.SYMMETRIC);
        assertThat(o.augmentation()).hasToString(Augmentation.published().toString());
        assertThat(o.ramp()).isEqualTo(RegressionRamp.NONE);
        assertThat(o.warmStart()).isEqualTo(EncoderWarmStart.NONE);
        assertThat(o.seed()).isNotZero();
        assertThat(o.evaluateEvery()).isEqualTo(1);
    }

    @Test
    void whatEarlierRunsDidNotNameIsNotNamedWhereItIsAsItWas() {
        // their checkpoints resume if everything that they name is the same
        assertThat(TrainingOptions.builder().build().asMap())
                .containsEntry("decay", "0.95 every 600 steps")
                .containsEntry("warmupSteps", "first epoch")
                .containsEntry("evaluateEvery", "1 epochs")
                .doesNotContainKeys("fall", "initialEncoder", "precision");
        TrainingOptions builtIn =
                TrainingOptions.builder().initialEncoder(InitialEncoder.BUILTIN).build();
        assertThat(builtIn.asMap()).containsEntry("initialEncoder", "builtin");
    }

    @Test
    void theSmallScaleRecipeHasThePapersLossesButForTheOrderOfTheCues() {
        NetworkOptions network = TrainingOptions.smallScale().build().network();
        NetworkOptions paper =
                LgscNetwork.builder(network)
                        .baseWidth(64)
                        .inputSize(224)
                        .decoderNorm(NormKind.INSTANCE)
                        .cueOrderMargin(0)
                        .build()
                        .options();
        assertThat(paper).isEqualTo(NetworkOptions.PAPER);
    }

    @Test
    void theSmallScaleRecipeStartsFromTheLibrarysEncoder() {
        TrainingOptions small = TrainingOptions.smallScale().build();
        assertThat(RunPlan.startsFromBuiltIn(small)).isTrue();
        assertThat(small.warmStart().steps()).isPositive();
        assertThat(TrainingOptions.builder().build().initialEncoder())
                .isEqualTo(InitialEncoder.RANDOM);
    }

    @Test
    void theSmallScaleRecipeKeepsTheOrderOfTheCuesAndOnlyItNamesIt() {
        assertThat(TrainingOptions.smallScale().build().asMap().get("network"))
                .contains("cueOrderMargin=0.1");
        assertThat(TrainingOptions.builder().build().network().cueOrderMargin()).isZero();
        assertThat(TrainingOptions.builder().build().asMap().get("network"))
                .as("folds of earlier versions are compared by it")
                .doesNotContain("cueOrderMargin");
    }

    @Test
    void theRampIsZeroThenLinearThenFull() {
        RegressionRamp ramp = new RegressionRamp(100, 300);
        assertThat(ramp.scale(0)).isZero();
        assertThat(ramp.scale(100)).isZero();
        assertThat(ramp.scale(101)).isEqualTo(0.005);
        assertThat(ramp.scale(200)).isEqualTo(0.5);
        assertThat(ramp.scale(300)).isEqualTo(1);
        assertThat(ramp.scale(10_000)).isEqualTo(1);
        assertThat(RegressionRamp.NONE.scale(0)).isEqualTo(1);
        RegressionRamp switchOn = new RegressionRamp(5, 5);
        assertThat(switchOn.scale(4)).isZero();
        assertThat(switchOn.scale(5)).isEqualTo(1);
        assertThatThrownBy(() -> new RegressionRamp(5, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void patchesFollowTheSampling() {
        TrainingOptions whole =
                TrainingOptions.builder()
                        .patchSize(64)
                        .sampling(PatchSampling.WHOLE_RESIZED)
                        .build();
        assertThat(whole.preprocessing().geometry())
                .isEqualTo(
                        FaceGeometry.standard(64)
                                .withWorking(WorkingSize.of(64))
                                .withTest(TestPolicy.WHOLE));
    }

    @Test
    void everyOptionSurvivesTheBuilderAndIsNamedInProvenance() {
        TrainingOptions o =
                TrainingOptions.smallScale()
                        .seed(99)
                        .threads(3)
                        .augmentation(Augmentation.none())
                        .build();
        assertThat(o.toBuilder().build()).isEqualTo(o);
        assertThat(o.asMap())
                .containsEntry("seed", "99")
                .containsEntry("augmentation", "none")
                .containsEntry("epochs", "unlimited")
                .containsEntry("maxSteps", "2000")
                .containsEntry("decay", "cosine over the run")
                .containsEntry("warmupSteps", "first epoch, at most a tenth of the run")
                .containsEntry("evaluateEvery", "a tenth of the run")
                .containsEntry("regressionRamp", "none")
                .containsEntry("encoderWarmStart", "300 steps at 0.001, later x0.3");
        for (var component : TrainingOptions.class.getRecordComponents()) {
            String name = component.getName();
            if (!Set.of(
                            "ramp",
                            "warmStart",
                            "decaySteps",
                            "fall",
                            "initialEncoder",
                            "localSteps",
                            "precision")
                    .contains(name)) {
                assertThat(o.asMap()).containsKey(name);
            }
        }
    }

    @Test
    void aProcessorWithoutTheInstructionsIsSaid() {
        TrainingPrecision.FLOAT32.requirePossible(false);
        TrainingPrecision.BF16.requirePossible(true);
        assertThatThrownBy(() -> TrainingPrecision.BF16.requirePossible(false))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("cannot train in bf16, which requires AVX512-BF16")
                .hasMessageContaining("give float32.");
    }

    @Test
    void theOptionAtFaultIsNamed() {
        assertThatThrownBy(() -> TrainingOptions.builder().seed(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seed");
        assertThatThrownBy(() -> TrainingOptions.builder().batchSize(3).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch size");
        assertThatThrownBy(
                        () ->
                                TrainingOptions.builder()
                                        .patchSize(96)
                                        .workingSize(WorkingSize.of(64))
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patches of 96 pixels do not fit a working size of 64");
    }
}
