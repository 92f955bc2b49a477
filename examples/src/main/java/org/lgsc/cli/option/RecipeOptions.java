package org.lgsc.cli.option;

import java.util.Optional;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.network.EncoderWeights;
import org.lgsc.core.network.NormKind;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.internal.augment.AugmentationSet;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.RateFall;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingOptionsBuilder;
import org.lgsc.train.TrainingPrecision;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a training that override a recipe. */
public final class RecipeOptions {
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
                    "Default options: paper, or small-scale for a few thousand pictures without"
                            + " ImageNet's weights (default: ${DEFAULT-VALUE}).")
    Recipe recipe;

    @Option(names = "--base-width", description = "Channels of the stem; 64 is full size.")
    Integer baseWidth;

    @Option(
            names = "--size",
            description = "Side of a patch in pixels, a multiple of 32 up to 1024.")
    Integer size;

    @Option(
            names = "--working-size",
            paramLabel = "SIDE",
            description =
                    "Side that face crops are scaled to before patches are taken, a multiple of"
                            + " 32; max:SIDE scales only larger ones down; native scales none.")
    String workingSize;

    @Option(
            names = "--test-policy",
            paramLabel = "POLICY",
            description =
                    "Scored part of a face: full (one pass over the whole face), whole (the whole"
                            + " face resized to a patch), patches (as many as cover the face) or"
                            + " grid:K (K patches, whatever they cover).")
    String testPolicy;

    @Option(
            names = "--patches",
            paramLabel = "K",
            description = "The same as --test-policy grid:K.")
    Integer patches;

    @Option(names = "--batch", description = "Pictures per step, half of them live.")
    Integer batch;

    @Option(names = "--epochs", description = "Number of passes over the larger class.")
    Integer epochs;

    @Option(
            names = "--steps",
            description =
                    "Most steps of the training itself; the earlier steps of the encoder's warm"
                            + " start (--encoder-steps) are not counted.")
    public Integer steps;

    @Option(
            names = "--encoder-steps",
            description = "Steps of the warm start, which trains only the encoder.")
    Integer encoderSteps;

    @Option(
            names = "--freeze-encoder",
            description =
                    "Keep the encoder's weights and statistics unchanged while the rest is"
                            + " trained; with --encoder, or after --encoder-steps. The model file"
                            + " records this.")
    public boolean freezeEncoder;

    @Mixin AblationOptions ablation;

    @Option(names = "--learning-rate", description = "Learning rate of Adam, after the warm-up.")
    Double learningRate;

    @Option(names = "--seed", description = "Random seed of weights, batches and dropout; not 0.")
    Long seed;

    @Option(
            names = "--precision",
            description =
                    "Precision of the convolutions in training: float32, or bf16, which is faster"
                            + " on processors with AVX512-BF16 (default: float32).")
    TrainingPrecision precision;

    @Option(
            names = "--decoder-norm",
            description =
                    "Norm of the decoder: instance (published code) or batch, which needs a"
                            + " fraction of the steps.")
    NormKind decoderNorm;

    @Option(
            names = "--warmup-steps",
            description = "Steps over which the learning rate rises; 0 for none.")
    Integer warmupSteps;

    @Option(
            names = "--schedule",
            description =
                    "Decay of the learning rate: steps (x0.95 every 600 steps, as in the paper) or"
                            + " cosine over the length of the run.")
    RateFall schedule;

    @Option(
            names = "--decay",
            paramLabel = "FACTOR",
            description = "Factor on the learning rate in --schedule steps; 1 for no decay.")
    Double decay;

    @Option(
            names = "--decay-steps",
            paramLabel = "N",
            description = "Steps from one --decay to the next.")
    Integer decaySteps;

    @Option(
            names = "--augmentation",
            description =
                    "published (the nine of the published code), camera (makes half of the"
                            + " pictures look as if taken by another camera), mild (keeps colour"
                            + " and texture unchanged), flip, or none.")
    AugmentationSet augmentation;

    @Option(
            names = "--augment",
            negatable = true,
            description = "Short for --augmentation published; --no-augment for none.")
    Boolean augment;

    @Option(
            names = "--enlargement",
            description = "Side of the crop divided by the longer side of the face.")
    Double enlargement;

    @Option(
            names = "--scaling",
            description =
                    "Scaling of pixels: symmetric ([-1, 1], as in the paper) or imagenet (its mean"
                            + " and deviation).")
    InputScaling scaling;

    /**
     * Returns the recipe's options, overridden by the given ones.
     *
     * @param crop crop of the data, unless --enlargement is given
     */
    public TrainingOptionsBuilder apply(FaceCrop crop) {
        TrainingOptionsBuilder b = recipe.builder().crop(crop);
        if (size != null) {
            b.patchSize(size).workingSize(FaceGeometry.standard(size).working());
        }
        if (workingSize != null) {
            b.workingSize(GeometryWords.workingSize(workingSize));
        }
        if (testPolicy != null) {
            b.testPolicy(GeometryWords.testPolicy(testPolicy));
        } else if (patches != null) {
            b.testPolicy(TestPolicy.grid(patches));
        }
        Optional.ofNullable(baseWidth).ifPresent(b::baseWidth);
        Optional.ofNullable(batch).ifPresent(b::batchSize);
        Optional.ofNullable(epochs).ifPresent(b::epochs);
        if (steps != null) {
            if (steps < 1) { // 0 means no limit in the builder
                throw new IllegalArgumentException("--steps must be at least 1, was " + steps);
            }
            b.maxSteps(steps);
        }
        if (encoderSteps != null) {
            EncoderWarmStart own = recipe.builder().build().warmStart();
            b.warmStart(new EncoderWarmStart(encoderSteps, own.learningRate(), own.laterFactor()));
        }
        if (freezeEncoder) {
            b.encoderWeights(EncoderWeights.FROZEN);
        }
        Optional.ofNullable(learningRate).ifPresent(b::learningRate);
        Optional.ofNullable(seed).ifPresent(b::seed);
        Optional.ofNullable(precision).ifPresent(b::precision);
        Optional.ofNullable(scaling).ifPresent(b::scaling);
        Optional.ofNullable(decoderNorm).ifPresent(b::decoderNorm);
        Optional.ofNullable(warmupSteps).ifPresent(b::warmupSteps);
        if (schedule == RateFall.COSINE) {
            b.cosine();
        } else if (schedule == RateFall.STEPS) {
            TrainingOptions paper = TrainingOptions.builder().build();
            b.decay(paper.decay(), paper.decaySteps());
        }
        applyDecay(b);
        if (augmentation != null) {
            b.augmentation(augmentation.augmentation());
        } else if (augment != null) {
            b.augmentation(augment ? Augmentation.published() : Augmentation.none());
        }
        if (enlargement != null) {
            b.crop(new FaceCrop(enlargement, crop.minimumSize()));
        }
        ablation.apply(b);
        if (ablation.isResized()) {
            applyResized(b);
        }
        return b;
    }

    /** Scores at the size of the training, as in the paper's table 5. */
    private void applyResized(TrainingOptionsBuilder b) {
        if (workingSize == null) {
            b.workingSize(WorkingSize.of(b.build().network().width()));
        }
        if (testPolicy == null && patches == null) {
            b.testPolicy(TestPolicy.WHOLE);
        }
    }

    private void applyDecay(TrainingOptionsBuilder b) {
        if (decay == null && decaySteps == null) {
            return;
        }
        TrainingOptions before = b.build();
        if (before.fall() == RateFall.COSINE) {
            throw new IllegalArgumentException(
                    "--decay and --decay-steps are for --schedule steps, but the schedule is"
                            + " cosine");
        }
        b.decay(
                decay == null ? before.decay() : decay,
                decaySteps == null ? before.decaySteps() : decaySteps);
    }

    boolean isPaper() {
        return recipe == Recipe.PAPER;
    }
}
