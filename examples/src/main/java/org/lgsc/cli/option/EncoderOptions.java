package org.lgsc.cli.option;

import java.nio.file.Path;
import org.lgsc.cli.fold.EncoderChoice;
import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.core.weights.PretrainedEncoder;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingOptionsBuilder;
import picocli.CommandLine.Option;

/** Options that say what an encoder starts from. */
public final class EncoderOptions {
    @Option(
            names = "--encoder",
            paramLabel = "imagenet|none|builtin|FILE",
            converter = EncoderChoice.Converter.class,
            description =
                    "What the encoder starts from: torchvision's ImageNet weights for base width 64"
                            + " (default of the recipe paper; fetched once), the library's own for"
                            + " base width 16 (builtin; default of small-scale; see"
                            + " docs/training.md for what it is worth), random weights (none), or a"
                            + " ResNet18 in a .pth, .safetensors, .npz or .onnx. No encoder warm"
                            + " start with weights of a file.")
    EncoderChoice encoder;

    @Option(
            names = "--weights",
            paramLabel = "DIR",
            description =
                    "Folder of fetched weights (default: weights in the folder that the environment"
                            + " variable LGSC_HOME names, else in ~/.lgsc).")
    Path weights;

    public void apply(TrainingOptionsBuilder builder) {
        if (encoder != null) {
            builder.initialEncoder(encoder.initial());
        }
    }

    /** Whether a file replaces the initial weights. */
    public boolean fromFile(RecipeOptions recipe) {
        return encoder == null ? recipe.isPaper() : encoder.fromFile();
    }

    /**
     * The start of a training, fetched where it has to be.
     *
     * @throws org.lgsc.core.LgscException when it cannot be had; says what else to give
     */
    public EncoderStart start(RecipeOptions recipe, TrainingOptions options) {
        return EncoderStart.of(
                encoder,
                recipe.isPaper(),
                options,
                weights == null ? PretrainedEncoder.defaultFolder() : weights);
    }
}
