package org.lgsc.cli.option;

import java.nio.file.Path;
import org.lgsc.cli.fold.EncoderChoice;
import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.core.weights.PretrainedEncoder;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingOptionsBuilder;
import picocli.CommandLine.Option;

/** Options for the initial weights of an encoder. */
public final class EncoderOptions {
    @Option(
            names = "--encoder",
            paramLabel = "imagenet|none|builtin|FILE",
            converter = EncoderChoice.Converter.class,
            description =
                    "Initial weights of the encoder: torchvision's ImageNet weights for base width"
                            + " 64 (imagenet; default of the recipe paper; fetched once), the"
                            + " library's own for base width 16 (builtin; default of small-scale;"
                            + " docs/training.md has its results), random weights (none), or a"
                            + " ResNet18 in a .pth, .safetensors, .npz or .onnx file. Weights of a"
                            + " file exclude the encoder's warm start.")
    EncoderChoice encoder;

    @Option(
            names = "--weights",
            paramLabel = "DIR",
            description =
                    "Folder of fetched weights (default: weights in the folder of the environment"
                            + " variable LGSC_HOME, else in ~/.lgsc).")
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

    /** Returns the start of a training; fetches the weights if necessary. */
    public EncoderStart start(RecipeOptions recipe, TrainingOptions options) {
        return EncoderStart.of(
                encoder,
                recipe.isPaper(),
                options,
                weights == null ? PretrainedEncoder.defaultFolder() : weights);
    }
}
