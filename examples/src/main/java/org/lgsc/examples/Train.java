package org.lgsc.examples;

import java.nio.file.Path;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.EncoderWeights;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.patch.PatchPolicy;
import org.lgsc.core.weights.WeightImport;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.Split;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.PlainCnnTrainer;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingOptionsBuilder;
import org.lgsc.train.TrainingResult;
import org.lgsc.train.baseline.BaselineModel;
import org.lgsc.train.baseline.TextureFeatures;
import org.lgsc.train.baseline.TextureTrainer;
import org.lgsc.train.progress.ConsoleProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Trains a model on a folder of pictures or on a prepared data set. */
@Command(
        name = "train",
        description = {
            "Train a model on the train split of a data folder or of a prepared data set, and keep"
                    + " the weights that do best on its dev split.",
            "Options that are not given have the recipe's values."
        })
public final class Train extends ExampleCommand {
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

    /** What is trained. */
    enum Method {
        LGSC,
        LBP,
        COLOR_TEXTURE,
        CNN;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--method",
            defaultValue = "lgsc",
            description =
                    "lgsc, or a baseline to compare with: lbp, color-texture or cnn"
                            + " (default: ${DEFAULT-VALUE}).")
    Method method;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "{train,dev}/{live,<PAI species>}/ (docs/datasets.md).")
    Path data;

    @Mixin CacheChoice prepared;

    @Option(
            names = "--frames",
            defaultValue = "1",
            description =
                    "Frames of each training video of a prepared data set in an epoch, others in"
                            + " each (default: ${DEFAULT-VALUE}).")
    int frames;

    @Option(
            names = "--dev-frames",
            defaultValue = "1",
            description =
                    "Frames of each of its development videos scored after an epoch"
                            + " (default: ${DEFAULT-VALUE}).")
    int devFrames;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model file.")
    Path out;

    @Option(
            names = "--recipe",
            defaultValue = "paper",
            description =
                    "paper, or small-scale for a few thousand pictures and no pretrained weights"
                            + " (default: ${DEFAULT-VALUE}).")
    Recipe recipe;

    @Option(names = "--base-width", description = "Channels of the stem; 64 is full size.")
    Integer baseWidth;

    @Option(names = "--size", description = "Side of a patch in pixels, a multiple of 32.")
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
            names = "--encoder",
            paramLabel = "FILE",
            description =
                    "Start from the weights of a ResNet18: .pth, .safetensors, .npz or .onnx; no"
                            + " encoder warm start then.")
    Path encoder;

    @Option(
            names = "--freeze-encoder",
            description =
                    "Leave the encoder's weights and statistics as they are while the rest is"
                            + " trained; with --encoder, or after --encoder-steps. The model file"
                            + " says so.")
    boolean freezeEncoder;

    @Option(
            names = "--scaling",
            description =
                    "From pixels to input: symmetric ([-1, 1], the paper's) or imagenet (its mean"
                            + " and deviation).")
    InputScaling scaling;

    @Mixin FaceOptions faces;

    @Override
    protected int run() throws Exception {
        prepared.requireOneSource(data);
        TrainingOptions options = fromArguments(this::options);
        requireEncoderToFreeze(options);
        requireBackend();
        PadDataset dataset = dataset(options);
        dataset.setAside().forEach(f -> err().println("Set aside: " + f.id() + ": " + f.reason()));
        err().println(dataset.summary().asText());
        if (method == Method.LBP || method == Method.COLOR_TEXTURE) {
            TextureFeatures features = TextureFeatures.valueOf(method.name());
            return baseline(
                    new TextureTrainer(features, options.preprocessing().crop()).train(dataset));
        }
        requirePatchesFit(dataset, options.preprocessing().patches());
        if (method == Method.CNN) {
            return baseline(cnnTrainer(options).train(dataset));
        }
        Trainer trainer = new Trainer(options, new ConsoleProgress());
        TrainingResult result =
                encoder == null
                        ? trainer.train(dataset)
                        : trainer.continueFrom(withEncoder(options), dataset);
        result.setAside().forEach(f -> err().println("Set aside: " + f.id() + ": " + f.reason()));
        result.model().save(out);
        result.devReport().ifPresent(r -> out().print(r.toText()));
        out().printf(
                        "Model: %s (best of %d epochs: %d)%n",
                        out, result.history().size(), result.bestEpoch());
        return 0;
    }

    private void requireEncoderToFreeze(TrainingOptions options) {
        if (!freezeEncoder) {
            return;
        }
        if (method != Method.LGSC) {
            throw new ParameterException(
                    spec.commandLine(), "Option '--freeze-encoder' is for --method lgsc.");
        }
        if (encoder == null && options.warmStart().steps() == 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Option '--freeze-encoder' would leave the encoder random; give its weights"
                            + " with '--encoder FILE', or train it first with '--encoder-steps N'.");
        }
    }

    private int baseline(BaselineModel model) {
        model.save(out);
        out().printf(
                        "Baseline: %s, threshold %s (%s)%n",
                        out, model.threshold().spoofScore(), model.threshold().origin());
        return 0;
    }

    private PadDataset dataset(TrainingOptions options) throws Exception {
        if (prepared.given()) {
            prepared.requireCrop(options.preprocessing().crop());
            return fromArguments(() -> prepared.samples().training(frames, devFrames));
        }
        PadDataset pictures =
                FolderDataset.load(
                        data, FolderDataset.Options.defaults().withSplits(Split.TRAIN, Split.DEV));
        return faces.faces(pictures, options.preprocessing().crop());
    }

    private LgscModel withEncoder(TrainingOptions options) {
        return WeightImport.open(encoder)
                .encoderModel(
                        LgscNetwork.builder(options.network()).seed(options.seed()).build(),
                        options.preprocessing().scaling());
    }

    private TrainingOptions options() {
        TrainingOptionsBuilder b = recipe.builder();
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
        if (prepared.given()) {
            b.crop(prepared.crop());
        }
        if (enlargement != null) {
            b.crop(new FaceCrop(enlargement, FaceCrop.DEFAULT.minimumSize()));
        }
        return b.build();
    }

    /** Steps and rate that were given are the CNN's, whatever a recipe has for its encoder. */
    private PlainCnnTrainer cnnTrainer(TrainingOptions options) {
        PlainCnnTrainer trainer = new PlainCnnTrainer(options, new ConsoleProgress());
        boolean given = false;
        for (String name : new String[] {"--steps", "--epochs", "--learning-rate"}) {
            given |= spec.commandLine().getParseResult().hasMatchedOption(name);
        }
        return given ? trainer.withoutWarmStart() : trainer;
    }

    /** Before hours of training, not at the first look at the development split. */
    private static void requirePatchesFit(PadDataset dataset, PatchPolicy policy) {
        for (Sample sample : dataset.samples(Split.DEV)) {
            policy.patches(sample.image().load());
        }
    }

    /** Runs this command alone. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Train(), args));
    }
}
