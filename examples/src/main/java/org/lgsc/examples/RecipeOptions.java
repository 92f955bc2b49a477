package org.lgsc.examples;

import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.network.EncoderWeights;
import org.lgsc.core.patch.PatchPolicy;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingOptionsBuilder;
import picocli.CommandLine.Option;

/** Options of a training that change a recipe. */
final class RecipeOptions {
    /** A set of options to start from. */
    enum Recipe {
        PAPER,
        SMALL_SCALE;

        TrainingOptionsBuilder builder() {
            return this == PAPER ? TrainingOptions.builder() : TrainingOptions.smallScale();
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--recipe",
            defaultValue = "paper",
            description =
                    "paper, or small-scale for a few thousand pictures and no pretrained weights"
                            + " (default: ${DEFAULT-VALUE}).")
    Recipe recipe;

    @Option(names = "--base-width", description = "Channels of the stem; 64 is full size.")
    Integer baseWidth;

    @Option(
            names = "--size",
            description = "Side of a patch in pixels, a multiple of 32 up to 1024.")
    Integer size;

    @Option(names = "--patches", description = "Patches scored in a face.")
    Integer patches;

    @Option(names = "--batch", description = "Pictures of a step, half of them live.")
    Integer batch;

    @Option(names = "--epochs", description = "Passes over the larger class.")
    Integer epochs;

    @Option(names = "--steps", description = "Most steps of the run.")
    Integer steps;

    @Option(names = "--encoder-steps", description = "Steps that train the encoder alone first.")
    Integer encoderSteps;

    @Option(
            names = "--freeze-encoder",
            description =
                    "Leave the encoder's weights and statistics as they are while the rest is"
                            + " trained; with --encoder, or after --encoder-steps. The model file"
                            + " says so.")
    boolean freezeEncoder;

    @Option(names = "--learning-rate", description = "Of Adam, after the warm-up.")
    Double learningRate;

    @Option(names = "--seed", description = "Of weights, batches and dropout; not 0.")
    Long seed;

    @Option(
            names = "--augment",
            negatable = true,
            description = "With or without the published augmentation.")
    Boolean augment;

    @Option(
            names = "--enlargement",
            description = "Side of the crop over the longer side of the face.")
    Double enlargement;

    @Option(
            names = "--scaling",
            description =
                    "From pixels to input: symmetric ([-1, 1], the paper's) or imagenet (its mean"
                            + " and deviation).")
    InputScaling scaling;

    /**
     * The options as far as they are given here.
     *
     * @param crop of the data, unless --enlargement says otherwise
     */
    TrainingOptionsBuilder apply(FaceCrop crop) {
        TrainingOptionsBuilder b = recipe.builder().crop(crop);
        TrainingOptions base = b.build();
        int patchSize = size == null ? base.network().width() : size;
        b.patchSize(patchSize);
        b.patches(
                PatchPolicy.nativePatches(
                        patchSize,
                        patches == null ? base.preprocessing().patches().count() : patches));
        if (baseWidth != null) {
            b.baseWidth(baseWidth);
        }
        if (batch != null) {
            b.batchSize(batch);
        }
        if (epochs != null) {
            b.epochs(epochs);
        }
        if (steps != null) {
            b.maxSteps(steps);
        }
        if (encoderSteps != null) {
            b.warmStart(new EncoderWarmStart(encoderSteps));
        }
        if (freezeEncoder) {
            b.encoderWeights(EncoderWeights.FROZEN);
        }
        if (learningRate != null) {
            b.learningRate(learningRate);
        }
        if (seed != null) {
            b.seed(seed);
        }
        if (scaling != null) {
            b.scaling(scaling);
        }
        if (augment != null) {
            b.augmentation(augment ? Augmentation.published() : Augmentation.none());
        }
        if (enlargement != null) {
            b.crop(new FaceCrop(enlargement, FaceCrop.DEFAULT.minimumSize()));
        }
        return b;
    }
}
