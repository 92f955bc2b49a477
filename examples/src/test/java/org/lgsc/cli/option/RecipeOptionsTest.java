package org.lgsc.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.loss.RegressionTarget;
import org.lgsc.core.network.AuxiliaryInput;
import org.lgsc.core.network.Level;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.train.PatchSampling;
import org.lgsc.train.TrainingOptions;
import picocli.CommandLine;

/** Every switch of the paper's ablation is an option of train and reproduce. */
class RecipeOptionsTest {
    private static TrainingOptions options(String... words) {
        RecipeOptions recipe = new RecipeOptions();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(recipe))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(words);
        return recipe.apply(FaceCrop.DEFAULT).build();
    }

    @Test
    void withoutOptionsItIsThePapers() {
        assertThat(options().asMap()).isEqualTo(TrainingOptions.builder().build().asMap());
        assertThat(options("--recipe", "small-scale").asMap())
                .isEqualTo(TrainingOptions.smallScale().build().asMap());
    }

    @Test
    void everyAblationSwitchReachesTheNetwork() {
        NetworkOptions network =
                options(
                                "--regression=both",
                                "--triplets=e5-cue",
                                "--triplet-test=two-sided",
                                "--margin=0.4",
                                "--auxiliary=cue",
                                "--loss-weights=4,2,3",
                                "--decoder-norm=batch")
                        .network();
        assertThat(network.regressionTarget()).isEqualTo(RegressionTarget.BOTH);
        assertThat(network.tripletLevels()).containsExactly(Level.values());
        assertThat(network.twoSidedTriplets()).isTrue();
        assertThat(network.margin()).isEqualTo(0.4);
        assertThat(network.auxiliaryInput()).isEqualTo(AuxiliaryInput.CUE);
        assertThat(network.regressionWeight()).isEqualTo(4);
        assertThat(network.tripletWeight()).isEqualTo(2);
        assertThat(network.auxiliaryWeight()).isEqualTo(3);
        assertThat(options("--triplets=none").network().tripletLevels()).isEmpty();
        assertThat(options("--triplets=e5-d4").network()).isEqualTo(NetworkOptions.PAPER);
        assertThat(options("--auxiliary=none").network().auxiliaryInput())
                .isEqualTo(AuxiliaryInput.NONE);
    }

    @Test
    void wholeFacesAreScoredAsTheyWereTrained() {
        TrainingOptions resized = options("--recipe=small-scale", "--input=resized");
        assertThat(resized.sampling()).isEqualTo(PatchSampling.WHOLE_RESIZED);
        assertThat(resized.preprocessing().geometry().working()).isEqualTo(WorkingSize.of(96));
        assertThat(resized.preprocessing().geometry().test()).isEqualTo(TestPolicy.WHOLE);
        TrainingOptions other =
                options("--input=resized", "--working-size=256", "--test-policy=full");
        assertThat(other.preprocessing().geometry().working()).isEqualTo(WorkingSize.of(256));
        assertThat(other.preprocessing().geometry().test()).isEqualTo(TestPolicy.FULL);
        assertThat(options("--input=clipped").sampling()).isEqualTo(PatchSampling.CLIPPED);
    }

    /** The smallest face is that of the prepared faces or of --minimum-face. */
    @Test
    void anEnlargementKeepsTheSmallestFace() {
        RecipeOptions recipe = new RecipeOptions();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(recipe))
                .parseArgs("--enlargement=1.5");
        assertThat(recipe.apply(new FaceCrop(1.3, 64)).build().preprocessing().geometry().crop())
                .isEqualTo(new FaceCrop(1.5, 64));
    }

    @Test
    void decayIsThatOfSteps() {
        TrainingOptions slow = options("--decay=0.9", "--decay-steps=50", "--warmup-steps=0");
        assertThat(slow.decay()).isEqualTo(0.9);
        assertThat(slow.decaySteps()).isEqualTo(50);
        assertThat(slow.warmupSteps()).isZero();
        assertThat(options("--decay=0.9").decaySteps()).isEqualTo(600);
        assertThatThrownBy(() -> options("--recipe=small-scale", "--decay=0.9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--schedule steps");
        assertThatThrownBy(() -> options("--loss-weights=5,1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("three numbers");
    }
}
